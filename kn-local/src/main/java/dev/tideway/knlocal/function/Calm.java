package dev.tideway.knlocal.function;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// When no instance starts, so that nobody waits for one. Safe for any thread.
final class Calm {
    private final Duration enough;
    private final Duration longest;
    private final AtomicLong lastStart = new AtomicLong(System.nanoTime());

    /// @param enough without a start for this long it is calm
    /// @param longest to wait for it: where instances start all the time, work that is to make starts shorter is needed most
    Calm(Duration enough, Duration longest) {
        this.enough = enough;
        this.longest = longest;
    }

    /// An instance starts that somebody may wait for.
    void broken() {
        lastStart.set(System.nanoTime());
    }

    void await() throws InterruptedException {
        var end = System.nanoTime() + longest.toNanos();
        for (var left = left(end); left.isPositive(); left = left(end)) {
            Thread.sleep(left);
        }
    }

    private Duration left(long end) {
        var now = System.nanoTime();
        var calm = enough.minusNanos(now - lastStart.get());
        var patience = Duration.ofNanos(end - now);
        return calm.compareTo(patience) < 0 ? calm : patience;
    }
}
