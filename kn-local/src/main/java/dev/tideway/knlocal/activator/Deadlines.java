package dev.tideway.knlocal.activator;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Does something later, unless it is cancelled before.
@FunctionalInterface
interface Deadlines {
    /// Returns what cancels it.
    Runnable after(Duration wait, Runnable action);

    /// By the JDK's own timer.
    static Runnable byClock(Duration wait, Runnable action) {
        var timer = new CompletableFuture<Boolean>();
        var _ =
                timer.completeOnTimeout(true, wait.toNanos(), TimeUnit.NANOSECONDS)
                        .thenAccept(_ -> action.run());
        return () -> timer.cancel(false);
    }
}
