package dev.tideway.knlocal.drift;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What was seen.
///
/// @param types each with the sources that it came from
/// @param emitted what functions were seen to emit
/// @param taken what was delivered to functions
/// @param wired what triggers bring of which the domain's own YAML need not know: those of a cluster
/// @param edges whether `emitted` and `taken` can be seen there at all
public record Observation(
        SortedMap<String, SortedSet<String>> types,
        SortedSet<Edge> emitted,
        SortedSet<Edge> taken,
        SortedSet<Edge> wired,
        boolean edges) {
    /// Of a cluster: its EventTypes, and what its Triggers bring.
    public static Observation ofCluster(Map<String, Set<String>> types, Set<Edge> wired) {
        var seen = none(false);
        types.forEach((type, sources) -> seen.types.put(type, new TreeSet<>(sources)));
        seen.wired.addAll(wired);
        return seen;
    }

    static Observation none(boolean edges) {
        return new Observation(
                new TreeMap<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), edges);
    }
}
