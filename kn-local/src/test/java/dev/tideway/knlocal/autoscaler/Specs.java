package dev.tideway.knlocal.autoscaler;

import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.FunctionSpec.Probes;
import dev.tideway.knlocal.manifest.FunctionSpec.Scaling;
import dev.tideway.knlocal.manifest.FunctionSpec.Scaling.Metric;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Functions with Knative's defaults, changed where a test says so.
final class Specs {
    static final Key ORDERS = new Key("default", "orders");

    static final Scaling DEFAULTS =
            new Scaling(
                    0,
                    0,
                    Optional.empty(),
                    1,
                    Metric.CONCURRENCY,
                    Optional.empty(),
                    0.7,
                    Duration.ofSeconds(60),
                    10,
                    200,
                    211,
                    Duration.ZERO,
                    Duration.ZERO);

    private Specs() {}

    static FunctionSpec orders(int containerConcurrency, Scaling scaling) {
        return new FunctionSpec(
                ORDERS,
                Path.of("functions/orders"),
                List.of(),
                List.of(),
                containerConcurrency,
                Duration.ofMinutes(5),
                new Probes("/health/liveness", "/health/readiness"),
                scaling,
                Optional.empty(),
                new Place(Path.of("functions/orders/func.yaml"), 1));
    }

    static Limits limits(int containerConcurrency, Scaling scaling) {
        return Limits.of(orders(containerConcurrency, scaling), 0);
    }

    static Scaling bounds(int min, int max, int initial, int activation) {
        return new Scaling(
                min,
                max,
                initial == 0 ? Optional.empty() : Optional.of(initial),
                activation,
                Metric.CONCURRENCY,
                Optional.of(10.0),
                1,
                Duration.ofSeconds(60),
                10,
                200,
                211,
                Duration.ZERO,
                Duration.ZERO);
    }

    static Scaling delays(Duration scaleDownDelay, Duration retention) {
        return new Scaling(
                0,
                0,
                Optional.empty(),
                1,
                Metric.CONCURRENCY,
                Optional.of(10.0),
                1,
                Duration.ofSeconds(60),
                10,
                200,
                211,
                scaleDownDelay,
                retention);
    }

    static Scaling target(Metric metric, double target, double utilization) {
        return new Scaling(
                0,
                0,
                Optional.empty(),
                1,
                metric,
                Optional.of(target),
                utilization,
                Duration.ofSeconds(60),
                10,
                200,
                211,
                Duration.ZERO,
                Duration.ZERO);
    }
}
