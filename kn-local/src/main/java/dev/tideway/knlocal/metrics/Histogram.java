package dev.tideway.knlocal.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// How long things took: how many of them in each of a few buckets, and how long all together. Safe for any thread, and
/// cheap enough for every event: two adders.
final class Histogram {
    /// In seconds. From a delivery on this machine to a function that has to start in spite of a busy machine.
    static final List<Double> BOUNDS =
            List.of(
                    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
                    30.0, 60.0);

    private static final long[] NANOS =
            BOUNDS.stream().mapToLong(seconds -> Math.round(seconds * 1e9)).toArray();

    private final LongAdder[] buckets =
            Stream.generate(LongAdder::new).limit(NANOS.length + 1).toArray(LongAdder[]::new);
    private final LongAdder nanos = new LongAdder();

    void add(Duration took) {
        var length = Math.max(0, took.toNanos());
        buckets[bucket(length)].increment();
        nanos.add(length);
    }

    /// A bucket's bound belongs to it.
    private static int bucket(long length) {
        var found = Arrays.binarySearch(NANOS, length);
        return found >= 0 ? found : -found - 1;
    }

    /// In each bucket, those of the ones before it not counted; the last is for what took longer than any bound.
    List<Long> counts() {
        return Arrays.stream(buckets).map(LongAdder::sum).toList();
    }

    /// In seconds.
    double sum() {
        return nanos.sum() / 1e9;
    }
}
