package dev.tideway.knlocal.filter;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a CESQL expression requires of an event, as far as it begins with `a = 'x' AND b IN ('y', 'z') AND …`. Nothing is
/// required by one that begins otherwise, or that has an OR anywhere: what is overlooked costs time, not events.
final class Conjuncts {
    private static final String LITERAL = "(?:'[^'\\\\]*'|\"[^\"\\\\]*\")";

    /// Not `true` and `false`, which are values.
    private static final Pattern COMPARISON =
            Pattern.compile(
                    "(?!(?:true|false)\\b)(?<name>[a-z][a-z0-9]*)"
                            + "(?:\\s*=\\s*(?<value>LITERAL)|\\s+(?i:IN)\\s*\\(\\s*(?<values>LITERAL(?:\\s*,\\s*LITERAL)*)\\s*\\))"
                                    .replace("LITERAL", LITERAL));

    private static final Pattern ONE = Pattern.compile(LITERAL);
    private static final Pattern AND = Pattern.compile("\\s+AND\\b\\s*", Pattern.CASE_INSENSITIVE);

    /// No more is relied on than that every AND binds alike: not on how an OR does.
    private static final Pattern OR = Pattern.compile("\\bX?OR\\b", Pattern.CASE_INSENSITIVE);

    private Conjuncts() {}

    static Map<String, Set<String>> of(String expression) {
        var text = expression.strip();
        if (OR.matcher(text).find()) {
            return Map.of();
        }
        var required = new HashMap<String, Set<String>>();
        var comparison = COMPARISON.matcher(text);
        var and = AND.matcher(text);
        int at = 0;
        while (comparison.region(at, text.length()).lookingAt()) {
            int end = comparison.end();
            boolean more = and.region(end, text.length()).lookingAt();
            if (!more && end < text.length()) {
                break; // `a = 'x' …`: the literal belongs to something else
            }
            Requirements.require(required, comparison.group("name"), literals(comparison));
            at = more ? and.end() : end;
        }
        return required;
    }

    private static Set<String> literals(Matcher comparison) {
        var one = comparison.group("value");
        if (one != null) {
            return Set.of(inside(one));
        }
        var all = new TreeSet<String>();
        ONE.matcher(comparison.group("values"))
                .results()
                .forEach(literal -> all.add(inside(literal.group())));
        return all;
    }

    private static String inside(String literal) {
        return literal.substring(1, literal.length() - 1);
    }
}
