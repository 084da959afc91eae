package dev.tideway.knlocal.filter;

import java.util.List;

/// Which attributes a filter looks at.
public final class Mentions {
    private Mentions() {}

    /// Whether its verdict may depend on the attribute; of an expression that is always believed.
    public static boolean in(Filter filter, String attribute) {
        return switch (filter) {
            case Filter.Everything() -> false;
            case Filter.Attributes(var wanted) -> in(wanted, attribute);
            case Filter.Exact(var wanted) -> in(wanted, attribute);
            case Filter.Prefix(var wanted) -> in(wanted, attribute);
            case Filter.Suffix(var wanted) -> in(wanted, attribute);
            case Filter.All(var filters) -> filters.stream().anyMatch(it -> in(it, attribute));
            case Filter.Any(var filters) -> filters.stream().anyMatch(it -> in(it, attribute));
            case Filter.Not(var inner) -> in(inner, attribute);
            case Filter.Sql _ -> true;
        };
    }

    private static boolean in(List<Wanted> wanted, String attribute) {
        return wanted.stream().anyMatch(it -> it.name().equals(attribute));
    }
}
