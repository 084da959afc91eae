package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Fields.Text;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the annotation `rollout-duration` of a Service, as Knative's webhook checks it (`metadata_validation.go`).
final class RolloutDuration {
    /// The older name counts where the other is not given.
    static final List<String> NAMES =
            List.of("serving.knative.dev/rollout-duration", "serving.knative.dev/rolloutDuration");

    private RolloutDuration() {}

    /// Empty when all requests move at once. A duration of 0 says the same as none: what `config-network` says.
    ///
    /// @param of where the annotations stand, with its dot
    static Optional<Duration> of(
            Map<String, Text> annotations, ServingConfig serving, Origin origin, String of) {
        var name = NAMES.stream().filter(annotations::containsKey).findFirst();
        var text = name.map(annotations::get).filter(it -> !it.value().isEmpty());
        var given = text.flatMap(it -> Units.go(it.value())).filter(RolloutDuration::isValid);
        if (text.isPresent() && given.isEmpty()) {
            origin.findings()
                    .problem(
                            origin.at(text.get().line()),
                            of + "annotations." + name.orElseThrow(),
                            "is "
                                    + text.get().value()
                                    + ", wanted a duration such as 380s, 0 or more, in whole seconds",
                            "");
        }
        return given.filter(Duration::isPositive).or(serving::rollout);
    }

    private static boolean isValid(Duration duration) {
        return !duration.isNegative() && duration.toNanosPart() == 0;
    }
}
