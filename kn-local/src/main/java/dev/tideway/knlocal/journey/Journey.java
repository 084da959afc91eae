package dev.tideway.knlocal.journey;

import java.util.List;

/// Where every room records what happened. Called on the event path, from many threads at once: it must
/// neither block nor throw.
@FunctionalInterface
public interface Journey {
    void record(Step step);

    /// One journey that records in all of these.
    static Journey of(Journey... each) {
        var all = List.of(each);
        return step -> all.forEach(one -> one.record(step));
    }
}
