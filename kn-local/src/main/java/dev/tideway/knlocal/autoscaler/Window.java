package dev.tideway.knlocal.autoscaler;

import dev.tideway.knlocal.manifest.Scaling.Aggregation;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/// The average of a value over a sliding time, in buckets of one second, as Knative averages it.
///
/// While the first value is younger than the window, only the seconds since then count; a gap counts as zeros; after a
/// whole window without a value everything is forgotten. Or weighted, the latest second most. Not thread-safe.
final class Window {
    private static final double MILLIONTHS = 1e6;

    /// The weights of a whole window add up to this at least.
    private static final double WEIGHTS = 0.9999;

    private static final double LEAST_WEIGHT = 0.2;

    private final double[] buckets;
    private final Aggregation aggregation;
    private final double latestWeight;
    private long firstWrite;
    private long lastWrite;
    private boolean empty = true;

    /// An empty one; shorter than a second counts as one second.
    Window(Duration length, Aggregation aggregation) {
        this.buckets = new double[Math.toIntExact(Math.max(1, length.toSeconds()))];
        this.aggregation = aggregation;
        this.latestWeight = Math.max(LEAST_WEIGHT, 1 - Math.pow(1 - WEIGHTS, 1.0 / buckets.length));
    }

    /// Values of one second add up; time does not go back.
    void record(Instant now, double value) {
        var second = now.getEpochSecond();
        if (isForgotten(second)) {
            Arrays.fill(buckets, 0);
            firstWrite = second;
            lastWrite = second;
            empty = false;
        }
        while (lastWrite < second) {
            lastWrite++;
            buckets[index(lastWrite)] = 0;
        }
        buckets[index(second)] += value;
    }

    /// 0 when there is no value within the window; rounded down to millionths, so that ten tenths are one.
    double average(Instant now) {
        var second = now.getEpochSecond();
        if (isForgotten(second)) {
            return 0;
        }
        var silent = Math.max(0, second - lastWrite);
        return switch (aggregation) {
            case LINEAR -> linear(silent);
            case WEIGHTED_EXPONENTIAL -> weighted(silent);
        };
    }

    private double linear(long silent) {
        var counted = Math.min(lastWrite - firstWrite + 1, buckets.length - silent);
        var sum = 0.0;
        for (var at = lastWrite - counted + 1; at <= lastWrite; at++) {
            sum += buckets[index(at)];
        }
        return Math.floor(sum / counted * MILLIONTHS) / MILLIONTHS;
    }

    /// Silent seconds are zeros with the weight of the latest.
    private double weighted(long silent) {
        var weight = latestWeight * Math.pow(1 - latestWeight, (double) silent);
        var sum = 0.0;
        for (var back = 0; back < buckets.length - silent; back++) {
            sum += buckets[index(lastWrite - back)] * weight;
            weight *= 1 - latestWeight;
        }
        return sum;
    }

    private boolean isForgotten(long second) {
        return empty || second - lastWrite >= buckets.length;
    }

    private int index(long second) {
        return Math.floorMod(second, buckets.length);
    }
}
