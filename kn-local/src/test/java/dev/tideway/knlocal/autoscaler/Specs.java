package dev.tideway.knlocal.autoscaler;

import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Scaling;
import dev.tideway.knlocal.manifest.Scaling.Aggregation;
import dev.tideway.knlocal.manifest.Scaling.Autoscaler;
import dev.tideway.knlocal.manifest.Scaling.Metric;
import dev.tideway.knlocal.testing.Functions;
import java.time.Duration;
import java.util.Optional;

/// Functions with Knative's defaults, changed where a test says so.
final class Specs {
    static final Key ORDERS = new Key("default", "orders");
    static final Scaling DEFAULTS = Functions.SCALING;

    private Specs() {}

    static FunctionSpec orders(int containerConcurrency, Scaling scaling) {
        return Functions.of(ORDERS, containerConcurrency, scaling);
    }

    static Limits limits(int containerConcurrency, Scaling scaling) {
        return Limits.of(orders(containerConcurrency, scaling));
    }

    /// A target of 10 throughout.
    static Scaling bounds(int min, int max, int initial, int activation) {
        return scaling(
                new int[] {min, max, initial, activation},
                211,
                Duration.ZERO,
                Duration.ZERO,
                Functions.AUTOSCALER);
    }

    static Scaling delays(Duration scaleDownDelay, Duration retention) {
        return scaling(
                new int[] {0, 0, 0, 1}, 211, scaleDownDelay, retention, Functions.AUTOSCALER);
    }

    static Scaling burst(double capacity) {
        return scaling(
                new int[] {0, 0, 0, 1},
                capacity,
                Duration.ZERO,
                Duration.ZERO,
                Functions.AUTOSCALER);
    }

    static Scaling cluster(Autoscaler autoscaler) {
        return scaling(new int[] {0, 0, 0, 1}, 211, Duration.ZERO, Duration.ZERO, autoscaler);
    }

    private static Scaling scaling(
            int[] counts,
            double burst,
            Duration scaleDownDelay,
            Duration retention,
            Autoscaler autoscaler) {
        return new Scaling(
                counts[0],
                counts[1],
                counts[2] == 0 ? Optional.empty() : Optional.of(counts[2]),
                counts[3],
                Metric.CONCURRENCY,
                Aggregation.LINEAR,
                Optional.of(10.0),
                1,
                Duration.ofSeconds(60),
                10,
                200,
                burst,
                scaleDownDelay,
                retention,
                autoscaler);
    }

    static Scaling target(Metric metric, double target, double utilization) {
        return new Scaling(
                0,
                0,
                Optional.empty(),
                1,
                metric,
                Aggregation.LINEAR,
                Optional.of(target),
                utilization,
                Duration.ofSeconds(60),
                10,
                200,
                211,
                Duration.ZERO,
                Duration.ZERO,
                Functions.AUTOSCALER);
    }
}
