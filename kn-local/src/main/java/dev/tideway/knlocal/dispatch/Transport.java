package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.event.Event;
import java.time.Duration;

/// Carries one event to one destination, once. Blocks until there is an answer, a failure or the time is
/// up; waiting for a function to wake counts.
@FunctionalInterface
interface Transport {
    Attempt send(Route route, Event event, Duration timeout) throws InterruptedException;

    /// The same event in a trace, be it one that begins here.
    default Event traced(Event event) {
        return event;
    }

    /// Whether a fault on purpose wants an event that was taken delivered once more.
    default boolean duplicates(Route route, Event event) {
        return false;
    }
}
