package dev.tideway.knlocal.testing;

import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.FunctionSpec.Env;
import dev.tideway.knlocal.manifest.FunctionSpec.Timeouts;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Place;
import dev.tideway.knlocal.manifest.Probes;
import dev.tideway.knlocal.manifest.Routing;
import dev.tideway.knlocal.manifest.Scaling;
import dev.tideway.knlocal.manifest.Scaling.Aggregation;
import dev.tideway.knlocal.manifest.Scaling.Autoscaler;
import dev.tideway.knlocal.manifest.Scaling.Metric;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Functions for tests, with Knative's defaults.
public final class Functions {
    public static final Autoscaler AUTOSCALER =
            new Autoscaler(1000, 2, 100, 200, true, Duration.ofSeconds(30));
    public static final Scaling SCALING =
            new Scaling(
                    0,
                    0,
                    Optional.empty(),
                    1,
                    Metric.CONCURRENCY,
                    Aggregation.LINEAR,
                    Optional.empty(),
                    0.7,
                    Duration.ofSeconds(60),
                    10,
                    200,
                    211,
                    Duration.ZERO,
                    Duration.ZERO,
                    AUTOSCALER);

    private Functions() {}

    public static FunctionSpec of(Key key, int containerConcurrency) {
        return of(key, containerConcurrency, SCALING);
    }

    public static FunctionSpec of(Key key, int containerConcurrency, Scaling scaling) {
        return new FunctionSpec(
                key,
                Path.of("functions", key.name()),
                List.of(),
                List.of(),
                containerConcurrency,
                Timeouts.USUAL,
                Probes.http("/health/liveness", "/health/readiness"),
                scaling,
                Optional.empty(),
                Routing.LATEST,
                new Place(Path.of("functions", key.name(), "func.yaml"), 1));
    }

    /// One that is started by a command.
    public static FunctionSpec run(
            Key key, Path folder, List<String> command, List<Env> envs, Probes probes) {
        return new FunctionSpec(
                key,
                folder,
                command,
                envs,
                0,
                Timeouts.USUAL,
                probes,
                SCALING,
                Optional.empty(),
                Routing.LATEST,
                new Place(Path.of("functions", key.name(), "func.yaml"), 1));
    }
}
