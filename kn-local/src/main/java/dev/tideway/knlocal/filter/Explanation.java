package dev.tideway.knlocal.filter;

import dev.tideway.knlocal.event.Event;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
            case Filter.Any(var filters) -> any(filters, event);
            case Filter.Not(var excluded) ->
                    excluded.verdict(event) == Verdict.DISCARDED
                            ? of(excluded, event)
                            : "the filter excludes " + describe(excluded);
            case Filter.Sql(var expression) -> expression.whyNot(event);
        };
    }

    /// The usual list of types is told in one: `type is a, wanted b or c`.
    private static String any(List<Filter> filters, Event event) {
        var wanted = filters.stream().flatMap(part -> single(part, event)).toList();
        var attributes = wanted.stream().map(Wanted::attribute).distinct().toList();
        if (wanted.size() < filters.size() || attributes.size() != 1) {
            return filters.stream()
                    .map(part -> of(part, event))
                    .distinct()
                    .collect(Collectors.joining(", and "));
        }
        var values = wanted.stream().map(Wanted::value).distinct().toList();
        var all = String.join(", ", values.subList(0, values.size() - 1));
        var last = (all.isEmpty() ? "" : " or ") + values.getLast();
        return "%s is %s, wanted %s"
                .formatted(attributes.getFirst(), wanted.getFirst().in(event), all + last);
    }

    private static Stream<Wanted> single(Filter filter, Event event) {
        return filter instanceof Filter.Exact(var wanted)
                        && wanted.size() == 1
                        && wanted.getFirst().in(event) != null
                        && !wanted.getFirst().value().isEmpty()
                ? wanted.stream()
                : Stream.empty();
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
