package dev.tideway.knlocal.manifest;

import java.time.Duration;
import java.util.Optional;

/// The `autoscaling.knative.dev` settings of one revision, defaults as in `config-autoscaler`.
///
/// @param maxScale 0 means no limit
/// @param initialScale empty means that nobody has said one
/// @param target concurrent requests (or requests per second) one instance is meant to have
/// @param utilization the share of `target` to aim for, 0 to 1
/// @param targetBurstCapacity -1 means unlimited
/// @param autoscaler what the ConfigMap says that no revision can say itself
public record Scaling(
        int minScale,
        int maxScale,
        Optional<Integer> initialScale,
        int activationScale,
        Metric metric,
        Aggregation aggregation,
        Optional<Double> target,
        double utilization,
        Duration stableWindow,
        double panicWindowPercentage,
        double panicThresholdPercentage,
        double targetBurstCapacity,
        Duration scaleDownDelay,
        Duration scaleToZeroRetention,
        Autoscaler autoscaler) {

    public enum Metric {
        CONCURRENCY,
        RPS
    }

    /// How the seconds of a window become one figure (`metric-aggregation-algorithm`).
    public enum Aggregation {
        LINEAR,
        WEIGHTED_EXPONENTIAL
    }

    /// For every function of a runner.
    ///
    /// @param maxScaleUpRate times the ready instances, at most, in one decision
    /// @param maxScaleDownRate at most that part of the ready instances is left in one decision
    /// @param concurrencyTarget `container-concurrency-target-default`
    /// @param rpsTarget `requests-per-second-target-default`
    /// @param scaleToZero `enable-scale-to-zero`
    public record Autoscaler(
            double maxScaleUpRate,
            double maxScaleDownRate,
            double concurrencyTarget,
            double rpsTarget,
            boolean scaleToZero,
            Duration scaleToZeroGrace) {}

    public Scaling withInitialScale(int scale) {
        return new Scaling(
                minScale,
                maxScale,
                Optional.of(scale),
                activationScale,
                metric,
                aggregation,
                target,
                utilization,
                stableWindow,
                panicWindowPercentage,
                panicThresholdPercentage,
                targetBurstCapacity,
                scaleDownDelay,
                scaleToZeroRetention,
                autoscaler);
    }

    /// What one instance is meant to have: the function's own `target`, or the default for its metric; of concurrent
    /// requests never more than an instance takes.
    public double total(int containerConcurrency) {
        return switch (metric) {
            case RPS -> target.orElse(autoscaler.rpsTarget());
            case CONCURRENCY -> {
                if (containerConcurrency == 0) {
                    yield target.orElse(autoscaler.concurrencyTarget());
                }
                yield Math.min(target.orElse((double) containerConcurrency), containerConcurrency);
            }
        };
    }
}
