package dev.tideway.knlocal.dispatch;

import java.time.Duration;

/// When something has to be over, on the clock of `System.nanoTime`.
record Deadline(long nanos) {
    static Deadline in(Duration timeout) {
        return new Deadline(System.nanoTime() + timeout.toNanos());
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }
}
