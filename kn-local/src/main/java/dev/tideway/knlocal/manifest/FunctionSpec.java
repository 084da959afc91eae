package dev.tideway.knlocal.manifest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A function as its func.yaml describes it, with Knative Serving's defaults filled in.
///
/// @param command how to start it, when `kn-local.yaml` says so; empty means its own build output
/// @param containerConcurrency requests one instance takes at once; 0 means no limit
/// @param timeout a request's longest life, waiting for an instance included (`timeoutSeconds`)
/// @param memoryBytes the container's memory limit (`resources.limits.memory`)
public record FunctionSpec(
        Key key,
        Path directory,
        List<String> command,
        List<Env> envs,
        int containerConcurrency,
        Duration timeout,
        Probes probes,
        Scaling scaling,
        Optional<Long> memoryBytes,
        Place place) {

    /// One of `run.envs`, its `{{ … }}` not yet resolved.
    public record Env(String name, EnvValue value, Place place) {}

    public sealed interface EnvValue {
        record Literal(String text) implements EnvValue {}

        record FromSecret(String secret, String key) implements EnvValue {}

        record FromConfigMap(String configMap, String key) implements EnvValue {}

        /// `{{ env:NAME }}`: from the environment of the runner.
        record FromEnvironment(String variable) implements EnvValue {}
    }

    /// Paths of the HTTP probes (`deploy.healthEndpoints`, func's defaults where absent).
    public record Probes(String liveness, String readiness) {}

    /// The `autoscaling.knative.dev` settings of one revision, defaults as in `config-autoscaler`.
    ///
    /// @param target concurrent requests (or requests per second) one instance is meant to have
    /// @param utilization the share of `target` to aim for, 0 to 1
    /// @param maxScale 0 means no limit
    public record Scaling(
            int minScale,
            int maxScale,
            Optional<Integer> initialScale,
            int activationScale,
            Metric metric,
            Optional<Double> target,
            double utilization,
            Duration stableWindow,
            double panicWindowPercentage,
            double panicThresholdPercentage,
            double targetBurstCapacity,
            Duration scaleDownDelay,
            Duration scaleToZeroRetention) {

        public enum Metric {
            CONCURRENCY,
            RPS
        }
    }
}
