package dev.tideway.knlocal.manifest;

import java.util.Locale;
import java.util.Optional;

/// What brings events in (`sources.knative.dev`): a program of Knative's own, or one of the user's that is told where to
/// send.
public sealed interface Source
        permits PingSource, KafkaSource, ContainerSource, TimerSource, SinkBinding {
    ObjectRef ref();

    /// Where its events go.
    Destination sink();

    Overrides overrides();

    Place place();

    /// The type of all its events, where the source itself makes them.
    default Optional<String> type() {
        return Optional.empty();
    }

    /// Its kind as `kn source list` names it: `pingsources.sources.knative.dev`.
    default String resource() {
        return ref().kind().toLowerCase(Locale.ROOT) + "s.sources.knative.dev";
    }
}
