package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Fields.Text;
import dev.tideway.knlocal.yaml.Near;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The `autoscaling.knative.dev` annotations of a template, read one by one; what is wrong counts as not given.
final class Annotations {
    static final String PREFIX = "autoscaling.knative.dev/";
    private static final Pattern WORD = Pattern.compile("-([a-z])");
    private static final Duration LONGEST = AutoscalerConfig.LONGEST_WINDOW;

    private final Map<String, Text> texts;
    private final Complaint complaint;
    private final Set<String> known = new LinkedHashSet<>();

    /// What is wrong with an annotation.
    interface Complaint {
        void about(String annotation, int line, String message, String mend);
    }

    Annotations(Map<String, Text> texts, Complaint complaint) {
        this.texts = texts;
        this.complaint = complaint;
    }

    Optional<Integer> whole(int least, String... names) {
        return decimal(least, Integer.MAX_VALUE, names)
                .flatMap(number -> {
                    if (number % 1 == 0) {
                        return Optional.of(number.intValue());
                    }
                    complain(names[0], "is " + number + ", wanted a whole number");
                    return Optional.empty();
                });
    }

    Optional<Double> decimal(double least, double most, String... names) {
        var text = given(names).map(Text::value);
        var number =
                text.filter(it -> it.matches("[-+]?\\d{1,12}(\\.\\d{0,9})?")).map(Double::valueOf);
        var valid = number.filter(it -> it >= least && it <= most);
        if (text.isPresent() && valid.isEmpty()) {
            var range =
                    most >= Integer.MAX_VALUE
                            ? shown(least) + " or more"
                            : shown(least) + " to " + shown(most);
            complain(names[0], "is " + text.get() + ", wanted a number, " + range);
        }
        return valid;
    }

    private static String shown(double number) {
        return number % 1 == 0 ? Long.toString((long) number) : Double.toString(number);
    }

    Optional<Duration> duration(Duration least, boolean wholeSeconds, String... names) {
        var text = given(names).map(Text::value);
        var valid =
                text.flatMap(Units::go)
                        .filter(it -> it.compareTo(least) >= 0 && it.compareTo(LONGEST) <= 0)
                        .filter(it -> !wholeSeconds || it.toNanosPart() == 0);
        if (text.isPresent() && valid.isEmpty()) {
            complain(
                    names[0],
                    "is %s, wanted a duration such as 30s, %ds to 1h%s"
                            .formatted(
                                    text.get(),
                                    least.toSeconds(),
                                    wholeSeconds ? ", in whole seconds" : ""));
        }
        return valid;
    }

    /// By its name or its older alias.
    Optional<Text> given(String... names) {
        known.addAll(Set.of(names));
        for (var name : names) {
            var text = texts.get(PREFIX + name);
            if (text != null) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    /// About the annotation as it is written, by its name or by its older alias.
    void complain(String name, String message) {
        var written =
                Stream.of(name, alias(name))
                        .map(PREFIX::concat)
                        .filter(texts::containsKey)
                        .findFirst()
                        .orElse(PREFIX + name);
        var line = Optional.ofNullable(texts.get(written)).map(Text::line).orElse(0);
        complaint.about(written, line, message, "");
    }

    /// `min-scale` was `minScale` once.
    private static String alias(String name) {
        return WORD.matcher(name).replaceAll(it -> it.group(1).toUpperCase(Locale.ROOT));
    }

    void unknown() {
        texts.forEach((key, text) -> {
            if (key.startsWith(PREFIX) && !known.contains(key.substring(PREFIX.length()))) {
                var meant = Near.meant(key.substring(PREFIX.length()), known);
                complaint.about(key, text.line(), "is not an annotation of the autoscaler", meant);
            }
        });
    }
}
