package dev.tideway.knlocal.filter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What an event must have for a filter to match it: by attribute, values of which it has one. What else the filter wants
/// is left out. For an index of triggers: one that requires what an event does not have need not be asked about it.
final class Requirements {
    private Requirements() {}

    static Map<String, Set<String>> of(Filter filter) {
        return switch (filter) {
            case Filter.Attributes(var wanted) -> ofEach(wanted, false);
            case Filter.Exact(var wanted) -> ofEach(wanted, true);
            case Filter.All(var filters) -> ofAll(filters);
            case Filter.Any(var filters) -> ofAny(filters);
            case Filter.Sql(var expression) -> expression.requirements();
            case Filter.Everything _, Filter.Prefix _, Filter.Suffix _, Filter.Not _ -> Map.of();
        };
    }

    /// @param literally whether an empty value is to be equalled, and does not stand for any
    private static Map<String, Set<String>> ofEach(List<Wanted> wanted, boolean literally) {
        var all = new HashMap<String, Set<String>>();
        for (var entry : wanted) {
            if (entry.comparesAsIs() && (literally || !entry.value().isEmpty())) {
                require(all, entry.name(), Set.of(entry.value()));
            }
        }
        return all;
    }

    private static Map<String, Set<String>> ofAll(List<Filter> filters) {
        var all = new HashMap<String, Set<String>>();
        for (var filter : filters) {
            of(filter).forEach((name, values) -> require(all, name, values));
        }
        return all;
    }

    /// An attribute is required when each of the filters requires it.
    private static Map<String, Set<String>> ofAny(List<Filter> filters) {
        var any = new HashMap<String, Set<String>>();
        for (int i = 0; i < filters.size(); i++) {
            var required = of(filters.get(i));
            if (i == 0) {
                required.forEach((name, values) -> any.put(name, new TreeSet<>(values)));
            } else {
                any.keySet().retainAll(required.keySet());
                any.forEach((name, values) -> values.addAll(required.getOrDefault(name, Set.of())));
            }
        }
        return any;
    }

    /// Two requirements of one attribute leave what both allow, which may be nothing.
    static void require(Map<String, Set<String>> all, String name, Set<String> values) {
        all.merge(
                name,
                values,
                (some, others) -> {
                    var both = new TreeSet<>(some);
                    both.retainAll(others);
                    return both;
                });
    }
}
