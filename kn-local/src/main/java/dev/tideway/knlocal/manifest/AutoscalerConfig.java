package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.manifest.Scaling.Aggregation;
import dev.tideway.knlocal.manifest.Scaling.Autoscaler;
import dev.tideway.knlocal.manifest.Scaling.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// ConfigMap `config-autoscaler`: what a revision gets that its annotations do not say, checked as Knative checks it
/// (`pkg/autoscaler/config`).
///
/// @param usual the settings of a revision without any annotation
/// @param maxScaleLimit the most that `max-scale` may say; 0 means no such limit
/// @param zeroInitialScale whether `initial-scale` may be 0
record AutoscalerConfig(Scaling usual, int maxScaleLimit, boolean zeroInitialScale) {
    static final Key CONFIG = new Key("knative-serving", "config-autoscaler");
    static final String KPA = "kpa.autoscaling.knative.dev";
    static final Duration SHORTEST_WINDOW = Duration.ofSeconds(6);
    static final Duration LONGEST_WINDOW = Duration.ofHours(1);
    private static final double LEAST_TARGET = 0.01;

    static final AutoscalerConfig USUAL =
            new AutoscalerConfig(
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
                            new Autoscaler(1000, 2, 100, 200, true, Duration.ofSeconds(30))),
                    0,
                    false);

    static AutoscalerConfig of(ConfigMap map, Findings findings) {
        return new Reading(new ConfigKeys(map, findings)).config();
    }

    private record Reading(ConfigKeys keys) {
        AutoscalerConfig config() {
            var zero = keys.flag("allow-zero-initial-scale").orElse(false);
            var limit = keys.whole("max-scale-limit", 0, Integer.MAX_VALUE).orElse(0);
            var config = new AutoscalerConfig(scaling(zero, maxScale(limit)), limit, zero);
            keys.choice("pod-autoscaler-class", List.of(KPA));
            keys.ignore(
                    "here the activator has room for whatever the functions have",
                    "activator-capacity");
            keys.done();
            return config;
        }

        /// With a limit, there has to be a default within it.
        private int maxScale(int limit) {
            var max = keys.whole("max-scale", 0, Integer.MAX_VALUE).orElse(0);
            if (limit > 0 && (max == 0 || max > limit)) {
                keys.problem(
                        "max-scale-limit",
                        "is %d, so max-scale has to be 1 to %d, and is %d"
                                .formatted(limit, limit, max));
                return limit;
            }
            return max;
        }

        private Scaling scaling(boolean zeroInitial, int maxScale) {
            var usual = USUAL.usual();
            return new Scaling(
                    keys.whole("min-scale", 0, Integer.MAX_VALUE).orElse(0),
                    maxScale,
                    keys.whole("initial-scale", zeroInitial ? 0 : 1, Integer.MAX_VALUE),
                    1,
                    Metric.CONCURRENCY,
                    Aggregation.LINEAR,
                    Optional.empty(),
                    utilization(),
                    wholeSeconds("stable-window", SHORTEST_WINDOW).orElse(usual.stableWindow()),
                    percentage("panic-window-percentage", 1, 100, usual.panicWindowPercentage()),
                    percentage(
                            "panic-threshold-percentage",
                            110,
                            1000,
                            usual.panicThresholdPercentage()),
                    keys.decimal(
                                    "target-burst-capacity",
                                    it -> it >= 0 || it == -1,
                                    "a number, 0 or more, or -1 for unlimited")
                            .orElse(usual.targetBurstCapacity()),
                    wholeSeconds("scale-down-delay", Duration.ZERO).orElse(Duration.ZERO),
                    keys.duration(
                                    "scale-to-zero-pod-retention-period",
                                    it -> !it.isNegative(),
                                    "a duration such as 30s, not negative")
                            .orElse(Duration.ZERO),
                    autoscaler());
        }

        private Autoscaler autoscaler() {
            var usual = USUAL.usual().autoscaler();
            return new Autoscaler(
                    rate("max-scale-up-rate").orElse(usual.maxScaleUpRate()),
                    rate("max-scale-down-rate").orElse(usual.maxScaleDownRate()),
                    target("container-concurrency-target-default")
                            .orElse(usual.concurrencyTarget()),
                    target("requests-per-second-target-default").orElse(usual.rpsTarget()),
                    keys.flag("enable-scale-to-zero").orElse(true),
                    keys.duration(
                                    "scale-to-zero-grace-period",
                                    Duration::isPositive,
                                    "a duration such as 30s, longer than 0")
                            .orElse(usual.scaleToZeroGrace()));
        }

        /// Up to 1 it is a share, above a percentage: so Knative reads it.
        private double utilization() {
            return keys.decimal(
                            "container-concurrency-target-percentage",
                            it -> it > 0 && it <= 100,
                            "a number above 0, up to 100")
                    .map(it -> it > 1 ? it / 100 : it)
                    .orElse(USUAL.usual().utilization());
        }

        private Optional<Double> rate(String key) {
            return keys.decimal(key, it -> it > 1, "a number above 1");
        }

        private Optional<Double> target(String key) {
            return keys.decimal(key, it -> it >= LEAST_TARGET, "a number, 0.01 or more");
        }

        private double percentage(String key, double least, double most, double usual) {
            return keys.decimal(
                            key,
                            it -> it >= least && it <= most,
                            "a number, %.0f to %.0f".formatted(least, most))
                    .orElse(usual);
        }

        private Optional<Duration> wholeSeconds(String key, Duration least) {
            return keys.duration(
                    key,
                    it ->
                            it.compareTo(least) >= 0
                                    && it.compareTo(LONGEST_WINDOW) <= 0
                                    && it.toNanosPart() == 0,
                    "a duration such as 30s, %ds to 1h, in whole seconds"
                            .formatted(least.toSeconds()));
        }
    }
}
