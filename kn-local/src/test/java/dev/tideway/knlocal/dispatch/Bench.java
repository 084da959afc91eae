package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.log.Taken;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Work that is begun when the lanes begin it, and done when the test says so.
final class Bench implements Consumer<Taken> {
    private final CopyOnWriteArrayList<String> begun = new CopyOnWriteArrayList<>();
    private final Semaphore permits = new Semaphore(0);
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    @Override
    public void accept(Taken taken) {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        begun.add(taken.logged().event().id());
        permits.acquireUninterruptibly();
        now.decrementAndGet();
        taken.finish();
        done.incrementAndGet();
    }

    /// Lets so many be done.
    void allow(int events) {
        permits.release(events);
    }

    List<String> begun() {
        return List.copyOf(begun);
    }

    int done() {
        return done.get();
    }

    /// The most that were ever under way at once.
    int most() {
        return most.get();
    }
}
