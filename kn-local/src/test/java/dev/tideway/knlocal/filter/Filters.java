package dev.tideway.knlocal.filter;

import dev.tideway.knlocal.event.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// Filters of every dialect, and events that they match about as often as not.
public final class Filters {
    private static final List<String> ATTRIBUTES =
            List.of("type", "subject", "colour", "datacontenttype", "time", "dataschema");

    private Filters() {}

    public static Arbitrary<Event> events() {
        return Arbitraries.maps(Arbitraries.of(ATTRIBUTES), words())
                .flatMap(more ->
                        words().map(type -> {
                            var attributes = new LinkedHashMap<>(more);
                            attributes.putAll(
                                    Map.of("specversion", "1.0", "id", "1", "source", "/s"));
                            attributes.put("type", type);
                            return Event.of(attributes, null);
                        }));
    }

    public static Arbitrary<Filter> any() {
        return Arbitraries.recursive(Filters::leaves, Filters::combine, 0, 3);
    }

    private static Arbitrary<Filter> combine(Arbitrary<Filter> parts) {
        return Arbitraries.oneOf(
                parts.map(Filter.Not::new),
                parts.list().ofMinSize(1).ofMaxSize(3).map(Filter.All::of),
                parts.list().ofMinSize(1).ofMaxSize(3).map(Filter.Any::of));
    }

    private static Arbitrary<Filter> leaves() {
        var entries =
                Arbitraries.maps(
                                Arbitraries.of(ATTRIBUTES)
                                        .map(it -> it.equals("dataschema") ? "schemaurl" : it),
                                Arbitraries.oneOf(words(), Arbitraries.just("")))
                        .ofMaxSize(2);
        var readings = Arbitraries.of(Reading.class);
        return Arbitraries.oneOf(
                Combinators.combine(entries, readings).as(Filter.Attributes::of),
                Combinators.combine(entries, readings).as(Filter.Exact::of),
                Combinators.combine(entries, readings).as(Filter.Prefix::of),
                Combinators.combine(entries, readings).as(Filter.Suffix::of),
                expressions().map(text -> new Filter.Sql(Cesql.parse(text))),
                Arbitraries.just(new Filter.Everything()));
    }

    /// CESQL whose parts are joined without brackets, so that it is the operators that say what belongs together.
    private static Arbitrary<String> expressions() {
        var comparison =
                Combinators.combine(
                                Arbitraries.of("type", "subject", "colour", "false"),
                                Arbitraries.of(
                                        "%s = '%s'",
                                        "%s='%s'",
                                        "%s = \"%s\"",
                                        "%s != '%s'",
                                        "%s IN ('%s', 'b')",
                                        "%s in ( 'a','%s' )",
                                        "%s NOT IN ('%s', 'b')",
                                        "NOT %s = '%s'",
                                        "%s LIKE '%s%%'",
                                        "%s = '%s' LIKE 'a'",
                                        "%s = '%s' = 'a'",
                                        "(%s = '%s')",
                                        "EXISTS colour AND '%s' = '%s'"),
                                Arbitraries.oneOf(words(), Arbitraries.just("false")))
                        .as((name, form, value) -> form.formatted(name, value));
        var operators = Arbitraries.of(" AND ", " and ", " OR ", " xor ", " AND NOT ");
        return Combinators.combine(comparison, operators, comparison, operators, comparison)
                .as((a, first, b, second, c) -> a + first + b + second + c);
    }

    public static Arbitrary<String> words() {
        return Arbitraries.of("a", "b", "ab", "ba");
    }
}
