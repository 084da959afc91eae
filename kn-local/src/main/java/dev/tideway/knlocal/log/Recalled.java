package dev.tideway.knlocal.log;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the groups of a log go on after a start.
final class Recalled {
    private static final Logger LOG = LoggerFactory.getLogger(Recalled.class);

    private final long[] ends;
    private final Map<String, long[]> places;

    private Recalled(long[] ends, Map<String, long[]> places) {
        this.ends = ends;
        this.places = places;
    }

    /// A group that the log does not know yet begins at the end. A place past the end is one in a log that has since lost
    /// its last events: what comes next is new. Both are remembered before anything is read for the group.
    static Recalled from(EventLog log, List<String> groups) {
        var ends = log.ends();
        var known = log.committed(groups);
        var places = new HashMap<String, long[]>();
        var changed = new HashMap<String, long[]>();
        for (var group : groups) {
            var place = known.get(group);
            var from = place == null ? ends : atMost(ends, place, group);
            places.put(group, from);
            if (!Arrays.equals(from, place)) {
                changed.put(group, from);
            }
        }
        if (!changed.isEmpty()) {
            log.commit(changed);
        }
        return new Recalled(ends, places);
    }

    private static long[] atMost(long[] ends, long[] place, String group) {
        var from = new long[ends.length];
        for (int partition = 0; partition < from.length; partition++) {
            from[partition] = Math.min(place[partition], ends[partition]);
        }
        if (!Arrays.equals(from, place)) {
            LOG.warn(
                    "{} stood at {}, but the log ends at {}: it goes on from there",
                    group,
                    Arrays.toString(place),
                    Arrays.toString(ends));
        }
        return from;
    }

    /// By group.
    Map<String, long[]> places() {
        return places;
    }

    long[] of(String group) {
        return places.getOrDefault(group, ends);
    }

    /// From where one reader serves all that are at most `reach` events behind the first.
    long[] start(long reach) {
        var start = new long[ends.length];
        for (int partition = 0; partition < start.length; partition++) {
            int p = partition;
            long first = places.values().stream().mapToLong(it -> it[p]).max().orElse(ends[p]);
            start[p] =
                    places.values().stream()
                            .mapToLong(it -> it[p])
                            .filter(place -> place >= first - reach)
                            .min()
                            .orElse(first);
        }
        return start;
    }
}
