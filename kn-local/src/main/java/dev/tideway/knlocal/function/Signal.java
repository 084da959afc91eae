package dev.tideway.knlocal.function;

import java.time.Duration;

/// What others tell an instance; its own thread takes one after the other.
sealed interface Signal {
    record Exited(int code) implements Signal {}

    /// Drain, then end.
    ///
    /// @param patience how long requests in flight may take to end
    record Stop(Duration patience) implements Signal {}

    record Suspected() implements Signal {}
}
