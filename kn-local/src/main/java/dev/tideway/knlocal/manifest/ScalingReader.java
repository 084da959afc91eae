package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.manifest.FunctionSpec.Scaling;
import dev.tideway.knlocal.yaml.Fields.Text;
import dev.tideway.knlocal.yaml.Near;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads the `autoscaling.knative.dev` annotations of a revision; ranges as Knative Serving's webhook has them
/// (`annotation_validation.go`), defaults as in its ConfigMap `config-autoscaler`.
final class ScalingReader {
    static final String PREFIX = "autoscaling.knative.dev/";
    static final Scaling USUAL =
            new Scaling(
                    0,
                    0,
                    Optional.empty(),
                    1,
                    Scaling.Metric.CONCURRENCY,
                    Optional.empty(),
                    0.7,
                    Duration.ofSeconds(60),
                    10,
                    200,
                    211,
                    Duration.ZERO,
                    Duration.ZERO);
    private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(6);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Map<String, Text> annotations;
    private final Complaint complaint;
    private final Set<String> known = new LinkedHashSet<>();

    /// What is wrong with an annotation.
    interface Complaint {
        void about(String annotation, int line, String message, String mend);
    }

    ScalingReader(Map<String, Text> annotations, Complaint complaint) {
        this.annotations = annotations;
        this.complaint = complaint;
    }

    Scaling read() {
        var min = whole(0, "min-scale", "minScale").orElse(USUAL.minScale());
        var max = whole(0, "max-scale", "maxScale").orElse(USUAL.maxScale());
        var initial = whole(1, "initial-scale", "initialScale");
        var activation = whole(2, "activation-scale").orElse(USUAL.activationScale());
        if (max != 0 && max < min) {
            complain("is " + max + ", less than min-scale " + min, "max-scale", "maxScale");
        }
        if (activation > 1 && (activation < min || (max != 0 && activation > max))) {
            complain("is " + activation + ", wanted min-scale to max-scale", "activation-scale");
        }
        only("class", "kpa.autoscaling.knative.dev");
        only("metric-aggregation-algorithm", "linear");
        var scaling =
                new Scaling(
                        min,
                        max,
                        initial,
                        activation,
                        metric(),
                        decimal(0.01, Double.MAX_VALUE, "target"),
                        utilization(),
                        duration(SHORTEST_WINDOW, true, "window").orElse(USUAL.stableWindow()),
                        decimal(1, 100, "panic-window-percentage", "panicWindowPercentage")
                                .orElse(USUAL.panicWindowPercentage()),
                        decimal(110, 1000, "panic-threshold-percentage", "panicThresholdPercentage")
                                .orElse(USUAL.panicThresholdPercentage()),
                        burst(),
                        duration(Duration.ZERO, true, "scale-down-delay", "scaleDownDelay")
                                .orElse(USUAL.scaleDownDelay()),
                        duration(
                                        Duration.ZERO,
                                        false,
                                        "scale-to-zero-pod-retention-period",
                                        "scaleToZeroPodRetentionPeriod")
                                .orElse(USUAL.scaleToZeroRetention()));
        unknown();
        return scaling;
    }

    private Scaling.Metric metric() {
        return given("metric")
                .map(text ->
                        switch (text.value()) {
                            case "concurrency" -> Scaling.Metric.CONCURRENCY;
                            case "rps" -> Scaling.Metric.RPS;
                            default -> {
                                complain(
                                        "is " + text.value() + ", wanted concurrency or rps",
                                        "metric");
                                yield USUAL.metric();
                            }
                        })
                .orElse(USUAL.metric());
    }

    private double utilization() {
        return decimal(1, 100, "target-utilization-percentage", "targetUtilizationPercentage")
                .map(percent -> percent / 100)
                .orElse(USUAL.utilization());
    }

    private double burst() {
        var names = new String[] {"target-burst-capacity", "targetBurstCapacity"};
        var unlimited = given(names).filter(text -> text.value().matches("-1(\\.0*)?")).isPresent();
        return unlimited
                ? -1
                : decimal(0, Double.MAX_VALUE, names).orElse(USUAL.targetBurstCapacity());
    }

    private void only(String name, String value) {
        given(name)
                .filter(text -> !text.value().equals(value))
                .ifPresent(text ->
                        complain(
                                "is " + text.value() + ", and kn-local knows " + value + " only",
                                name));
    }

    private Optional<Integer> whole(int least, String... names) {
        return decimal(least, Integer.MAX_VALUE, names)
                .flatMap(number -> {
                    if (number % 1 == 0) {
                        return Optional.of(number.intValue());
                    }
                    complain("is " + number + ", wanted a whole number", names);
                    return Optional.empty();
                });
    }

    private Optional<Double> decimal(double least, double most, String... names) {
        var text = given(names).map(Text::value);
        var number =
                text.filter(it -> it.matches("[-+]?\\d{1,12}(\\.\\d{0,9})?")).map(Double::valueOf);
        var valid = number.filter(it -> it >= least && it <= most);
        if (text.isPresent() && valid.isEmpty()) {
            var range =
                    most >= Integer.MAX_VALUE
                            ? shown(least) + " or more"
                            : shown(least) + " to " + shown(most);
            complain("is " + text.get() + ", wanted a number, " + range, names);
        }
        return valid;
    }

    private static String shown(double number) {
        return number % 1 == 0 ? Long.toString((long) number) : Double.toString(number);
    }

    private Optional<Duration> duration(Duration least, boolean wholeSeconds, String... names) {
        var text = given(names).map(Text::value);
        var valid =
                text.flatMap(Units::go)
                        .filter(it -> it.compareTo(least) >= 0 && it.compareTo(LONGEST) <= 0)
                        .filter(it -> !wholeSeconds || it.toNanosPart() == 0);
        if (text.isPresent() && valid.isEmpty()) {
            complain(
                    "is %s, wanted a duration such as 30s, %ds to 1h%s"
                            .formatted(
                                    text.get(),
                                    least.toSeconds(),
                                    wholeSeconds ? ", in whole seconds" : ""),
                    names);
        }
        return valid;
    }

    private Optional<Text> given(String... names) {
        return written(names).map(annotations::get);
    }

    /// By its name or its older alias, whichever stands there.
    private Optional<String> written(String... names) {
        known.addAll(Set.of(names));
        return Stream.of(names).map(PREFIX::concat).filter(annotations::containsKey).findFirst();
    }

    private void complain(String message, String... names) {
        var annotation = written(names).orElse(PREFIX + names[0]);
        var line = given(names).map(Text::line).orElse(0);
        complaint.about(annotation, line, message, "");
    }

    private void unknown() {
        annotations.forEach((key, text) -> {
            if (key.startsWith(PREFIX) && !known.contains(key.substring(PREFIX.length()))) {
                var meant = Near.meant(key.substring(PREFIX.length()), known);
                complaint.about(key, text.line(), "is not an annotation of the autoscaler", meant);
            }
        });
    }
}
