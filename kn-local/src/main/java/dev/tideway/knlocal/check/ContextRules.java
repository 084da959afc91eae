package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Context;
import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.manifest.Key;
import java.util.ArrayList;
import java.util.List;

/// Whether people have said what only people can say.
final class ContextRules {
    static final List<Rule> ALL =
            List.of(
                    new Rule(
                            "function-without-context",
                            Severity.WARNING,
                            "A function that belongs to no context has no owner, and its words no meaning.",
                            ContextRules::withoutContext),
                    new Rule(
                            "context-without-words",
                            Severity.WARNING,
                            "Purpose, owner and language are what code cannot say.",
                            ContextRules::withoutWords),
                    new Rule(
                            "context-without-function",
                            Severity.ERROR,
                            "A context that names a function which is not there is out of date.",
                            ContextRules::withoutFunction));

    private ContextRules() {}

    private static List<Breach> withoutContext(Domain domain) {
        return domain.functions().values().stream()
                .filter(it -> domain.contextOf(it.key()).isEmpty())
                .map(it ->
                        new Breach(
                                it.spec().place(),
                                it.name(),
                                "function %s belongs to no context".formatted(it.name()),
                                "name it under functions in events/contexts/<context>.md"))
                .toList();
    }

    private static List<Breach> withoutWords(Domain domain) {
        var breaches = new ArrayList<Breach>();
        for (var context : domain.contexts()) {
            if (context.purpose().isBlank()) {
                breaches.add(missing(context, "purpose", "a sentence"));
            }
            if (context.owner().isBlank()) {
                breaches.add(missing(context, "owner", "who answers for it"));
            }
            if (context.language().isEmpty()) {
                breaches.add(missing(context, "language", "its words, each with its meaning"));
            }
        }
        return breaches;
    }

    private static Breach missing(Context context, String key, String wanted) {
        return new Breach(
                context.place(),
                context.name(),
                "context %s has no %s".formatted(context.name(), key),
                "add %s: %s".formatted(key, wanted));
    }

    private static List<Breach> withoutFunction(Domain domain) {
        var known = domain.functions().keySet().stream().map(Key::name).toList();
        var breaches = new ArrayList<Breach>();
        for (var context : domain.contexts()) {
            for (var function : context.functions()) {
                if (!known.contains(function)) {
                    breaches.add(
                            new Breach(
                                    context.place(),
                                    function,
                                    "context %s names function %s, which is not there"
                                            .formatted(context.name(), function),
                                    "take it out, or correct it: there is "
                                            + String.join(", ", known)));
                }
            }
        }
        return breaches;
    }
}
