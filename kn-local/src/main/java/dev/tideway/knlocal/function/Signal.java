package dev.tideway.knlocal.function;

/// What others tell an instance; its own thread takes one after the other.
sealed interface Signal {
    record Exited(int code) implements Signal {}

    /// Drain, then end.
    record Stop() implements Signal {}

    record Suspected() implements Signal {}
}
