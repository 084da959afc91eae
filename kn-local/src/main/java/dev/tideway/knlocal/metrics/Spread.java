package dev.tideway.knlocal.metrics;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/// How long things took, fine enough for a median: each bucket is an eighth of a power of two wide, so that what is read is
/// off by a sixteenth at most. 2 KB, and for each thing a counter that goes up. Safe for any thread.
final class Spread {
    /// 8 µs and less are in the first bucket, 4.6 minutes and more in the last.
    private static final int LOWEST = 13;

    private static final int HIGHEST = 38;
    private static final int PARTS_BITS = 3;

    private final AtomicLongArray buckets = new AtomicLongArray((HIGHEST - LOWEST) << PARTS_BITS);

    void add(Duration took) {
        buckets.incrementAndGet(bucket(Math.max(1, took.toNanos())));
    }

    private static int bucket(long nanos) {
        var power = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
        if (power < LOWEST) {
            return 0;
        }
        if (power >= HIGHEST) {
            return ((HIGHEST - LOWEST) << PARTS_BITS) - 1;
        }
        var part = (int) (nanos >>> (power - PARTS_BITS)) & ((1 << PARTS_BITS) - 1);
        return ((power - LOWEST) << PARTS_BITS) + part;
    }

    long count() {
        long count = 0;
        for (int i = 0; i < buckets.length(); i++) {
            count += buckets.get(i);
        }
        return count;
    }

    /// What that share of them did not take longer than, 0.5 for the median: the middle of its bucket.
    Duration at(double share) {
        var rank = Math.max(1, (long) Math.ceil(share * count()));
        long before = 0;
        for (int i = 0; i < buckets.length(); i++) {
            before += buckets.get(i);
            if (before >= rank) {
                return middle(i);
            }
        }
        return Duration.ZERO;
    }

    private static Duration middle(int bucket) {
        var power = LOWEST + (bucket >>> PARTS_BITS);
        var width = 1L << (power - PARTS_BITS);
        var part = bucket & ((1 << PARTS_BITS) - 1);
        return Duration.ofNanos((1L << power) + part * width + width / 2);
    }
}
