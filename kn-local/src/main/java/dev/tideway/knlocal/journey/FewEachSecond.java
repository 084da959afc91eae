package dev.tideway.knlocal.journey;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/// Lets the first few of each second be told, and counts the others.
final class FewEachSecond {
    private static final int FEW = 50;

    private final InstantSource clock;
    private final LongConsumer untold;
    private final AtomicLong second = new AtomicLong();
    private final AtomicLong said = new AtomicLong();

    /// @param untold gets how many of the second before were not told, with the first of a later one
    FewEachSecond(InstantSource clock, LongConsumer untold) {
        this.clock = clock;
        this.untold = untold;
    }

    boolean mayTell() {
        long now = clock.millis() / 1000;
        long last = second.get();
        if (last != now && second.compareAndSet(last, now)) {
            long more = said.getAndSet(0) - FEW;
            if (more > 0) {
                untold.accept(more);
            }
        }
        return said.incrementAndGet() <= FEW;
    }
}
