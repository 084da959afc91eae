package dev.tideway.knlocal.journey;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.TraceContext;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One thing that happened to an event. The span that the event is in is the step's own: of an attempt that of the attempt.
public sealed interface Step {
    /// The broker or channel has it, as durably as it keeps events: its sender was answered 202, or it is a reply.
    record Accepted(ObjectRef ingress, Event event, int partition, long offset) implements Step {}

    /// It never became an event of ours.
    ///
    /// @param ingress the broker or channel; empty when the address is none's
    /// @param status the HTTP status its sender was answered with
    record Refused(Optional<ObjectRef> ingress, String path, int status, String why)
            implements Step {}

    /// Its data do not keep the schema of its type.
    ///
    /// @param ingress the broker or channel that it came to, as a reply too
    /// @param refused whether that was the end of it
    record Violated(ObjectRef ingress, Event event, boolean refused, String why) implements Step {}

    /// An attempt waited for the function to have room for it.
    ///
    /// @param asleep no instance took requests when the wait began: one had to start
    record Held(ObjectRef egress, Event event, Key function, Duration waited, boolean asleep)
            implements Step {}

    /// The subscriber took it, at this attempt (counted from 1).
    record Delivered(
            ObjectRef egress, Event event, int attempt, Duration took, Optional<Event> reply)
            implements Step {}

    /// An attempt failed; the next one comes after the delay.
    record Retrying(ObjectRef egress, Event event, int attempt, String why, Duration delay)
            implements Step {}

    /// A fault on purpose struck it that the outcome of no attempt tells of.
    ///
    /// @param twice whether it is delivered once more when it has been taken
    record Disturbed(ObjectRef egress, Event event, String why, boolean twice) implements Step {}

    /// Given up, and safe at the dead-letter sink.
    ///
    /// @param tried attempts that failed and no other step tells of
    record DeadLettered(ObjectRef egress, Event event, URI sink, String why, List<Tried> tried)
            implements Step {
        public DeadLettered {
            tried = List.copyOf(tried);
        }
    }

    /// Given up with nowhere to put it, as Knative does when there is no dead-letter sink or it fails too.
    ///
    /// @param tried attempts that failed and no other step tells of
    record Lost(ObjectRef egress, Event event, String why, List<Tried> tried) implements Step {
        public Lost {
            tried = List.copyOf(tried);
        }
    }

    /// A step on the way out that the event took once more, because somebody asked for it.
    ///
    /// @param replay the id of what was asked for
    record Replayed(Step step, String replay) implements Step {}

    /// An attempt that failed for good.
    ///
    /// @param number counted from 1
    record Tried(int number, TraceContext span, Duration took, String why) {}
}
