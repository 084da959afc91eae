package dev.tideway.knlocal.filter;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which event types a filter pins down, so that triggers can be indexed by type.
final class Types {
    private Types() {}

    static Optional<Set<String>> of(Filter filter) {
        return switch (filter) {
            case Filter.Attributes(var wanted) -> pinned(wanted);
            case Filter.Exact(var wanted) -> pinned(wanted);
            case Filter.All(var filters) -> common(filters);
            case Filter.Any(var filters) -> united(filters);
            case Filter.Everything _,
                    Filter.Prefix _,
                    Filter.Suffix _,
                    Filter.Not _,
                    Filter.Sql _ ->
                    Optional.empty();
        };
    }

    private static Optional<Set<String>> pinned(List<Wanted> wanted) {
        return wanted.stream()
                .filter(entry -> entry.attribute().equals("type") && !entry.value().isEmpty())
                .findFirst()
                .map(entry -> Set.of(entry.value()));
    }

    private static Optional<Set<String>> common(List<Filter> filters) {
        return filters.stream()
                .flatMap(filter -> of(filter).stream())
                .reduce((some, others) -> {
                    var both = new TreeSet<>(some);
                    both.retainAll(others);
                    return both;
                });
    }

    private static Optional<Set<String>> united(List<Filter> filters) {
        var all = new TreeSet<String>();
        for (var filter : filters) {
            var types = of(filter);
            if (types.isEmpty()) {
                return Optional.empty();
            }
            all.addAll(types.get());
        }
        return Optional.of(all);
    }
}
