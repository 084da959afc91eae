package dev.tideway.knlocal.journey;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.manifest.Key;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// One thing that happened to an event.
public sealed interface Step {
    /// The broker has it, durably: its sender was answered 202, or it is a reply.
    record Accepted(Key broker, Event event, int partition, long offset) implements Step {}

    /// It never became an event of ours.
    ///
    /// @param broker empty when the path names none
    /// @param status the HTTP status its sender was answered with
    record Refused(Optional<Key> broker, String path, int status, String why) implements Step {}

    /// The subscriber took it, at this attempt (counted from 1).
    record Delivered(Key trigger, Event event, int attempt, Duration took, Optional<Event> reply)
            implements Step {}

    /// An attempt failed; the next one comes after the delay.
    record Retrying(Key trigger, Event event, int attempt, String why, Duration delay)
            implements Step {}

    /// Given up, and safe at the dead-letter sink.
    record DeadLettered(Key trigger, Event event, URI sink, String why) implements Step {}

    /// Given up with nowhere to put it, as Knative does when there is no dead-letter sink or it fails too.
    record Lost(Key trigger, Event event, String why) implements Step {}
}
