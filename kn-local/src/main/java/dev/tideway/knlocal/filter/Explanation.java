package dev.tideway.knlocal.filter;

import dev.tideway.knlocal.event.Event;
import java.util.List;
import java.util.stream.Collectors;

/// Puts a filter's no into words.
final class Explanation {
    private Explanation() {}

    static String of(Filter filter, Event event) {
        return switch (filter) {
            case Filter.Everything() -> "it matches everything";
            case Filter.Attributes(var wanted) -> first(filter, wanted, event, "");
            case Filter.Exact(var wanted) -> first(filter, wanted, event, "");
            case Filter.Prefix(var wanted) ->
                    first(filter, wanted, event, "a value that starts with ");
            case Filter.Suffix(var wanted) ->
                    first(filter, wanted, event, "a value that ends with ");
            case Filter.All(var filters) ->
                    filters.stream()
                            .filter(part -> !part.matches(event))
                            .findFirst()
                            .map(part -> of(part, event))
                            .orElse("it matches");
            case Filter.Any(var filters) ->
                    filters.stream()
                            .map(part -> of(part, event))
                            .distinct()
                            .collect(Collectors.joining(", and "));
            case Filter.Not(var excluded) ->
                    excluded.verdict(event) == Verdict.DISCARDED
                            ? of(excluded, event)
                            : "the filter excludes " + describe(excluded);
            case Filter.Sql(var expression) -> expression.whyNot(event);
        };
    }

    private static String first(Filter filter, List<Wanted> wanted, Event event, String how) {
        for (var entry : wanted) {
            if (!alone(filter, entry).matches(event)) {
                return entry(entry, event, how, alone(filter, entry).verdict(event));
            }
        }
        return "it matches";
    }

    private static Filter alone(Filter filter, Wanted entry) {
        return switch (filter) {
            case Filter.Attributes _ -> new Filter.Attributes(List.of(entry));
            case Filter.Prefix _ -> new Filter.Prefix(List.of(entry));
            case Filter.Suffix _ -> new Filter.Suffix(List.of(entry));
            case Filter.Exact _,
                    Filter.Everything _,
                    Filter.All _,
                    Filter.Any _,
                    Filter.Not _,
                    Filter.Sql _ ->
                    new Filter.Exact(List.of(entry));
        };
    }

    private static String entry(Wanted entry, Event event, String how, Verdict verdict) {
        var value = entry.in(event);
        var is = value == null ? "absent" : value.isEmpty() ? "empty" : value;
        var wants = entry.value().isEmpty() ? "any value" : how + entry.value();
        var discarded =
                verdict == Verdict.DISCARDED
                        ? " (Knative's Kafka broker cannot compare what is absent and drops the event, even under not)"
                        : "";
        return "%s is %s, wanted %s%s".formatted(entry.attribute(), is, wants, discarded);
    }

    private static String describe(Filter filter) {
        return switch (filter) {
            case Filter.Everything() -> "everything";
            case Filter.Attributes(var wanted) -> each(wanted, " ");
            case Filter.Exact(var wanted) -> each(wanted, " ");
            case Filter.Prefix(var wanted) -> each(wanted, " starting with ");
            case Filter.Suffix(var wanted) -> each(wanted, " ending with ");
            case Filter.All(var filters) -> joined(filters, " and ");
            case Filter.Any(var filters) -> joined(filters, " or ");
            case Filter.Not(var excluded) -> "not " + describe(excluded);
            case Filter.Sql(var expression) -> expression.text();
        };
    }

    private static String each(List<Wanted> wanted, String how) {
        return wanted.stream()
                .map(entry ->
                        entry.attribute()
                                + how
                                + (entry.value().isEmpty() ? "(any)" : entry.value()))
                .collect(Collectors.joining(" and "));
    }

    private static String joined(List<Filter> filters, String word) {
        return filters.stream()
                .map(Explanation::describe)
                .collect(Collectors.joining(word, "(", ")"));
    }
}
