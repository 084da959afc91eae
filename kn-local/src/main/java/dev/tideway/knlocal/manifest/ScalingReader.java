package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.manifest.Scaling.Aggregation;
import dev.tideway.knlocal.manifest.Scaling.Metric;
import java.time.Duration;
import java.util.Optional;

/// Reads the `autoscaling.knative.dev` annotations of a revision; ranges as Knative Serving's webhook has them
/// (`annotation_validation.go`), defaults as in its ConfigMap `config-autoscaler`.
final class ScalingReader {
    private final AutoscalerConfig config;
    private final Scaling usual;
    private final Annotations annotations;

    ScalingReader(AutoscalerConfig config, Annotations annotations) {
        this.config = config;
        this.usual = config.usual();
        this.annotations = annotations;
    }

    Scaling read() {
        var min = annotations.whole(0, "min-scale", "minScale").orElse(usual.minScale());
        var max = maxScale(min);
        isOfKpa();
        var scaling =
                new Scaling(
                        min,
                        max,
                        initialScale(),
                        activationScale(min, max),
                        metric(),
                        aggregation(),
                        annotations.decimal(0.01, Double.MAX_VALUE, "target"),
                        utilization(),
                        annotations
                                .duration(AutoscalerConfig.SHORTEST_WINDOW, true, "window")
                                .orElse(usual.stableWindow()),
                        annotations
                                .decimal(1, 100, "panic-window-percentage", "panicWindowPercentage")
                                .orElse(usual.panicWindowPercentage()),
                        annotations
                                .decimal(
                                        110,
                                        1000,
                                        "panic-threshold-percentage",
                                        "panicThresholdPercentage")
                                .orElse(usual.panicThresholdPercentage()),
                        burst(),
                        annotations
                                .duration(Duration.ZERO, true, "scale-down-delay", "scaleDownDelay")
                                .orElse(usual.scaleDownDelay()),
                        annotations
                                .duration(
                                        Duration.ZERO,
                                        false,
                                        "scale-to-zero-pod-retention-period",
                                        "scaleToZeroPodRetentionPeriod")
                                .orElse(usual.scaleToZeroRetention()),
                        usual.autoscaler());
        annotations.unknown();
        return scaling;
    }

    private int maxScale(int min) {
        var names = new String[] {"max-scale", "maxScale"};
        var given = annotations.whole(0, names);
        var limit = config.maxScaleLimit();
        var max = given.orElse(usual.maxScale());
        if (max != 0 && max < min) {
            annotations.complain("max-scale", "is " + max + ", less than min-scale " + min);
        }
        if (given.isPresent() && limit > 0 && (max == 0 || max > limit)) {
            annotations.complain(
                    "max-scale", "is %d, wanted 1 to the max-scale-limit %d".formatted(max, limit));
        }
        return max;
    }

    private Optional<Integer> initialScale() {
        var least = config.zeroInitialScale() ? 0 : 1;
        return annotations.whole(least, "initial-scale", "initialScale").or(usual::initialScale);
    }

    private int activationScale(int min, int max) {
        var activation = annotations.whole(2, "activation-scale").orElse(usual.activationScale());
        if (activation > 1 && (activation < min || (max != 0 && activation > max))) {
            annotations.complain(
                    "activation-scale", "is " + activation + ", wanted min-scale to max-scale");
        }
        return activation;
    }

    private void isOfKpa() {
        annotations
                .given("class")
                .filter(text -> !text.value().equals(AutoscalerConfig.KPA))
                .ifPresent(text ->
                        annotations.complain(
                                "class",
                                "is %s, and kn-local runs %s only"
                                        .formatted(text.value(), AutoscalerConfig.KPA)));
    }

    private Metric metric() {
        return annotations
                .given("metric")
                .map(text ->
                        switch (text.value()) {
                            case "concurrency" -> Metric.CONCURRENCY;
                            case "rps" -> Metric.RPS;
                            case "cpu", "memory" -> {
                                annotations.complain(
                                        "metric",
                                        "is %s, which takes the class hpa.autoscaling.knative.dev, and kn-local runs %s only"
                                                .formatted(text.value(), AutoscalerConfig.KPA));
                                yield usual.metric();
                            }
                            default -> {
                                annotations.complain(
                                        "metric",
                                        "is " + text.value() + ", wanted concurrency or rps");
                                yield usual.metric();
                            }
                        })
                .orElse(usual.metric());
    }

    private Aggregation aggregation() {
        return annotations
                .given("metric-aggregation-algorithm")
                .map(text ->
                        switch (text.value()) {
                            case "linear" -> Aggregation.LINEAR;
                            case "weighted-exponential", "weightedExponential" ->
                                    Aggregation.WEIGHTED_EXPONENTIAL;
                            default -> {
                                annotations.complain(
                                        "metric-aggregation-algorithm",
                                        "is "
                                                + text.value()
                                                + ", wanted linear or weighted-exponential");
                                yield usual.aggregation();
                            }
                        })
                .orElse(usual.aggregation());
    }

    private double utilization() {
        return annotations
                .decimal(1, 100, "target-utilization-percentage", "targetUtilizationPercentage")
                .map(percent -> percent / 100)
                .orElse(usual.utilization());
    }

    private double burst() {
        var names = new String[] {"target-burst-capacity", "targetBurstCapacity"};
        var unlimited =
                annotations
                        .given(names)
                        .filter(text -> text.value().matches("-1(\\.0*)?"))
                        .isPresent();
        return unlimited
                ? -1
                : annotations
                        .decimal(0, Double.MAX_VALUE, names)
                        .orElse(usual.targetBurstCapacity());
    }
}
