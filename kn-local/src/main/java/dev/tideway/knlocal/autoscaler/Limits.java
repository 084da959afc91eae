package dev.tideway.knlocal.autoscaler;

import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.FunctionSpec.Scaling;
import java.time.Duration;

/// What one function's decisions keep to: its `autoscaling.knative.dev` annotations, resolved as Knative does.
///
/// @param target load one instance is to have, utilization applied; at least 0.01
/// @param panicThreshold instances wanted per ready one from which on it panics
/// @param maxScale 0 means no limit
/// @param retention how long the last instance stays although nothing is to do
record Limits(
        double target,
        double panicThreshold,
        Duration stableWindow,
        Duration panicWindow,
        int minScale,
        int maxScale,
        int initialScale,
        int activationScale,
        Duration scaleDownDelay,
        Duration retention) {
    /// `max-scale-up-rate` and `max-scale-down-rate` of `config-autoscaler`: times per decision.
    static final double MAX_SCALE_UP_RATE = 1000;

    static final double MAX_SCALE_DOWN_RATE = 2;

    private static final double DEFAULT_CONCURRENCY = 100;
    private static final double DEFAULT_RPS = 200;
    private static final double LEAST_TARGET = 0.01;

    /// The limits of a function.
    ///
    /// @param maxScaleLimit for functions without a `max-scale`, as the key of that name in `config-autoscaler`; 0
    ///     means no limit
    static Limits of(FunctionSpec spec, int maxScaleLimit) {
        var scaling = spec.scaling();
        return new Limits(
                Math.max(LEAST_TARGET, total(spec) * scaling.utilization()),
                scaling.panicThresholdPercentage() / 100,
                scaling.stableWindow(),
                panicWindow(scaling),
                scaling.minScale(),
                scaling.maxScale() == 0 ? maxScaleLimit : scaling.maxScale(),
                scaling.initialScale().orElse(0),
                scaling.activationScale(),
                scaling.scaleDownDelay(),
                scaling.scaleToZeroRetention());
    }

    private static double total(FunctionSpec spec) {
        var concurrency = spec.containerConcurrency();
        return switch (spec.scaling().metric()) {
            case RPS -> spec.scaling().target().orElse(DEFAULT_RPS);
            case CONCURRENCY -> {
                var byLimit = concurrency == 0 ? DEFAULT_CONCURRENCY : concurrency;
                var target = spec.scaling().target().orElse(byLimit);
                yield concurrency == 0 ? target : Math.min(target, concurrency);
            }
        };
    }

    private static Duration panicWindow(Scaling scaling) {
        var millis = scaling.stableWindow().toMillis() * scaling.panicWindowPercentage() / 100;
        return Duration.ofSeconds(Math.max(1, Math.round(millis / 1000)));
    }

    int bounded(int count, boolean initialReached) {
        var least = initialReached ? minScale : Math.max(minScale, initialScale);
        var most = maxScale == 0 ? Integer.MAX_VALUE : maxScale;
        return Math.min(Math.max(count, least), most);
    }
}
