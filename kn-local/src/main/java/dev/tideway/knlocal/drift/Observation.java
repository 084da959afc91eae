package dev.tideway.knlocal.drift;

import dev.tideway.knlocal.domain.Handler;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What was seen.
///
/// @param types each with the sources that it came from
/// @param emitted what functions were seen to emit
/// @param taken what was delivered to functions
/// @param wired what triggers bring of which the domain's own YAML need not know: those of a cluster; `*` where one names no type
/// @param edges whether `emitted` and `taken` can be seen there at all
public record Observation(
        SortedMap<String, SortedSet<String>> types,
        SortedSet<Edge> emitted,
        SortedSet<Edge> taken,
        SortedSet<Edge> wired,
        boolean edges) {

    /// Those that Triggers name.
    Set<Edge> named() {
        return wired.stream()
                .filter(it -> !it.type().equals(Handler.ANY_TYPE))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Of a cluster: its EventTypes, and what its Triggers bring.
    public static Observation ofCluster(Map<String, Set<String>> types, Set<Edge> wired) {
        var seen = none(false);
        types.forEach((type, sources) -> seen.types.put(type, new TreeSet<>(sources)));
        seen.wired.addAll(wired);
        return seen;
    }

    /// Whether a Trigger of a cluster brings it, by its name or because it names none.
    boolean brings(Edge edge) {
        return wired.contains(edge) || wired.contains(new Edge(Handler.ANY_TYPE, edge.function()));
    }

    static Observation none(boolean edges) {
        return new Observation(
                new TreeMap<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), edges);
    }
}
