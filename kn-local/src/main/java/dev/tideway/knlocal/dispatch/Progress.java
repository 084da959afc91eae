package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.log.Logged;
import java.util.List;

/// How far a [Replay] has come.
///
/// @param why it failed; empty when it did not
/// @param length places of the log that it covers
/// @param events read until now
/// @param matched of those, wanted
/// @param delivered of those, taken by the subscriber
/// @param failed of those, given up: in the dead letters, or lost
/// @param matches the first events that a dry run has found, without their data
public record Progress(
        State state,
        String why,
        long length,
        long events,
        long matched,
        long delivered,
        long failed,
        List<Logged> matches) {
    public Progress {
        matches = List.copyOf(matches);
    }

    /// Whether it has not come to its end yet.
    public boolean isOpen() {
        return state == State.RUNNING || state == State.STOPPING;
    }

    /// Whether there is more to come, and if not, why.
    public enum State {
        RUNNING,
        /// Begins nothing more, and waits for what is under way.
        STOPPING,
        DONE,
        STOPPED,
        FAILED
    }
}
