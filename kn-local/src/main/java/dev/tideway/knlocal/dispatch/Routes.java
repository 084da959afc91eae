package dev.tideway.knlocal.dispatch;

import java.util.Optional;

/// Where the events of a Trigger or Subscription go, and the answers to them.
public record Routes(Route subscriber, Optional<Route> deadLetterSink, Replied replied) {
    /// What becomes of an answer that is an event.
    public sealed interface Replied {
        /// It goes back into the log that the event came from: a Trigger's. But no further than so many replies to
        /// replies.
        record IntoOwnLog(int hops) implements Replied {}

        /// It is sent on: a Subscription's with a `reply`. It counts as a reply like others.
        record To(Route route, int hops) implements Replied {}

        /// A Subscription's without one.
        record Dropped() implements Replied {}

        /// A source's sink may answer what it likes.
        record Unread() implements Replied {}
    }
}
