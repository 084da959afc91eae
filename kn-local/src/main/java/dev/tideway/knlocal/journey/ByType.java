package dev.tideway.knlocal.journey;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// How many events of each type. A sender may make up types: those beyond the first few, and those too long to be names, are
/// counted as one.
public final class ByType {
    static final int LIMIT = 200;
    static final int LONGEST = 200;

    /// What the others are counted as; no type of a real event is written so.
    public static final String OTHERS = "…";

    private final ConcurrentHashMap<String, LongAdder> counts = new ConcurrentHashMap<>();

    void count(String type) {
        var known = counts.get(type);
        (known == null ? admitted(type) : known).increment();
    }

    private LongAdder admitted(String type) {
        var name = counts.size() < LIMIT && type.length() <= LONGEST ? type : OTHERS;
        return counts.computeIfAbsent(name, _ -> new LongAdder());
    }

    /// Since the start, by type.
    public Map<String, Long> all() {
        var all = new TreeMap<String, Long>();
        counts.forEach((type, count) -> all.put(type, count.sum()));
        return all;
    }
}
