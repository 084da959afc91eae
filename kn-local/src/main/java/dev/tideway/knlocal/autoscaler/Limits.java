package dev.tideway.knlocal.autoscaler;

import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.Scaling;
import dev.tideway.knlocal.manifest.Scaling.Autoscaler;
import java.time.Duration;

/// What one revision's decisions keep to: its `autoscaling.knative.dev` annotations, resolved as Knative does.
///
/// @param total load one instance is meant to have
/// @param target the same, utilization applied; at least 0.01
/// @param panicThreshold instances wanted per ready one from which on it panics
/// @param maxScale 0 means no limit
/// @param burst `target-burst-capacity`; -1 means unlimited
/// @param retention how long the last instance stays although nothing is to do
record Limits(
        double total,
        double target,
        double panicThreshold,
        Duration stableWindow,
        Duration panicWindow,
        int minScale,
        int maxScale,
        int initialScale,
        int activationScale,
        double burst,
        Duration scaleDownDelay,
        Duration retention,
        Autoscaler autoscaler) {
    private static final double LEAST_TARGET = 0.01;

    static Limits of(FunctionSpec spec) {
        var scaling = spec.scaling();
        var total = scaling.total(spec.containerConcurrency());
        return new Limits(
                total,
                Math.max(LEAST_TARGET, total * scaling.utilization()),
                scaling.panicThresholdPercentage() / 100,
                scaling.stableWindow(),
                panicWindow(scaling),
                scaling.minScale(),
                scaling.maxScale(),
                scaling.initialScale().orElse(0),
                scaling.activationScale(),
                scaling.targetBurstCapacity(),
                scaling.scaleDownDelay(),
                scaling.scaleToZeroRetention(),
                scaling.autoscaler());
    }

    private static Duration panicWindow(Scaling scaling) {
        var millis = scaling.stableWindow().toMillis() * scaling.panicWindowPercentage() / 100;
        return Duration.ofSeconds(Math.max(1, Math.round(millis / 1000)));
    }

    /// An unreachable revision needs no minimum.
    int bounded(int count, boolean reachable, boolean initialReached) {
        var min = reachable ? minScale : 0;
        var least = initialReached ? min : Math.max(min, initialScale);
        var most = maxScale == 0 ? Integer.MAX_VALUE : maxScale;
        return Math.min(Math.max(count, least), most);
    }

    /// Excess burst capacity: how many requests more than the burst that is to be expected the ready instances could
    /// take at once. Below zero, Knative leaves the activator in the path.
    double excessBurst(double load, int ready) {
        if (burst == 0) {
            return 0;
        }
        return burst < 0 ? -1 : Math.floor(ready * total - burst - load);
    }
}
