package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Fields.Text;
import dev.tideway.knlocal.yaml.Near;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// Reads one of Knative's own ConfigMaps key by key. A value that Knative would refuse is a problem, and counts as not
/// given; a key that nobody asked for is noted, since Knative passes over it too.
final class ConfigKeys {
    private static final String EXAMPLE = "_example";

    private final ConfigMap map;
    private final Findings findings;
    private final Set<String> known = new LinkedHashSet<>();

    ConfigKeys(ConfigMap map, Findings findings) {
        this.map = map;
        this.findings = findings;
    }

    Optional<Double> decimal(String key, Predicate<Double> valid, String wanted) {
        return read(key, ConfigKeys::number, valid, wanted);
    }

    Optional<Integer> whole(String key, int least, int most) {
        var wanted =
                most == Integer.MAX_VALUE
                        ? "a whole number, " + least + " or more"
                        : "a whole number, " + least + " to " + most;
        return read(
                key,
                text -> number(text).filter(it -> it % 1 == 0).map(Double::intValue),
                it -> it >= least && it <= most,
                wanted);
    }

    Optional<Duration> duration(String key, Predicate<Duration> valid, String wanted) {
        return read(key, Units::go, valid, wanted);
    }

    /// As Go's `strconv.ParseBool`, as far as anybody writes it.
    Optional<Boolean> flag(String key) {
        return read(key, ConfigKeys::truth, _ -> true, "true or false");
    }

    Optional<String> choice(String key, List<String> words) {
        return read(key, Optional::of, words::contains, String.join(" or ", words));
    }

    Optional<Long> quantity(String key) {
        return read(key, Units::bytes, _ -> true, "a quantity such as 256Mi");
    }

    /// Keys that are right, and mean nothing here.
    void ignore(String why, String... keys) {
        for (var key : keys) {
            given(key).ifPresent(text -> note(key, text, "is ignored: " + why));
        }
    }

    void problem(String key, String message) {
        findings.problem(given(key).map(map::at).orElse(map.place()), "data." + key, message, "");
    }

    /// Notes the keys that Knative does not know either.
    void done() {
        map.data()
                .forEach((key, text) -> {
                    if (!known.contains(key) && !key.equals(EXAMPLE)) {
                        var meant = Near.meant(key, known);
                        note(
                                key,
                                text,
                                "is no key of "
                                        + map.key().name()
                                        + " and changes nothing"
                                        + (meant.isEmpty() ? "" : "; " + meant));
                    }
                });
    }

    <T> Optional<T> read(
            String key, Function<String, Optional<T>> parse, Predicate<T> valid, String wanted) {
        var text = given(key);
        var value = text.flatMap(it -> parse.apply(it.value().strip())).filter(valid);
        if (text.isPresent() && value.isEmpty()) {
            problem(key, "is " + text.get().value().strip() + ", wanted " + wanted);
        }
        return value;
    }

    private Optional<Text> given(String key) {
        known.add(key);
        return Optional.ofNullable(map.data().get(key));
    }

    private void note(String key, Text text, String message) {
        findings.note(map.at(text), "data." + key, message);
    }

    static Optional<Double> number(String text) {
        return text.matches("[-+]?\\d{1,12}(\\.\\d{0,9})?")
                ? Optional.of(Double.valueOf(text))
                : Optional.empty();
    }

    private static Optional<Boolean> truth(String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> Optional.of(true);
            case "0", "f", "F", "false", "FALSE", "False" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
