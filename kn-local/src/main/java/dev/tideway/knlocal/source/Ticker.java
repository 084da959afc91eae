package dev.tideway.knlocal.source;

import dev.tideway.knlocal.dispatch.Sender;
import dev.tideway.knlocal.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A source that sends by the clock. One thread waits for the next tick; each tick is sent by a thread of its own, so that a
/// slow sink delays none. Ticks that were missed while the machine slept come to one.
public final class Ticker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Ticks ticks;
    private final Function<Instant, Event> event;
    private final Sender sender;
    private final Duration spread;
    private final InstantSource clock;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Set<Thread> sending = ConcurrentHashMap.newKeySet();
    private final Thread waiter;

    /// @param spread each tick is sent up to so much later, so that those of many sources do not come at once
    public Ticker(
            Ticks ticks,
            Function<Instant, Event> event,
            Sender sender,
            Duration spread,
            InstantSource clock) {
        this.ticks = ticks;
        this.event = event;
        this.sender = sender;
        this.spread = spread;
        this.clock = clock;
        this.waiter =
                Thread.ofVirtual().name(sender.source().toString()).unstarted(this::untilTheEnd);
    }

    public Ticker start() {
        waiter.start();
        return this;
    }

    private void untilTheEnd() {
        try {
            var due = ticks.next(clock.instant());
            while (due.isPresent() && sleptUntil(due.get())) {
                begin();
                // A timer may end a little early, and must not find the same tick again.
                var now = clock.instant();
                due = ticks.next(now.isBefore(due.get()) ? due.get() : now);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// False when the runner stops first.
    private boolean sleptUntil(Instant due) throws InterruptedException {
        var left = Duration.between(clock.instant(), due);
        return left.isNegative()
                ? stopping.getCount() > 0
                : !stopping.await(left.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void begin() {
        var sent = Thread.ofVirtual().unstarted(this::tick);
        sending.add(sent);
        sent.start();
    }

    private void tick() {
        try {
            var later = ThreadLocalRandom.current().nextLong(spread.toNanos() + 1);
            if (sleptUntil(clock.instant().plusNanos(later))) {
                sender.send(event.apply(clock.instant()));
            }
        } catch (InterruptedException _) {
            LOG.info("{}: an event is not sent, the runner stops", sender.source());
        } finally {
            sending.remove(Thread.currentThread());
        }
    }

    /// Ticks no more, and waits shortly for what is being sent.
    @Override
    public void close() {
        stopping.countDown();
        sender.close();
        var deadline = System.nanoTime() + DRAIN.toNanos();
        try {
            waiter.join(DRAIN);
            for (var thread : sending) {
                thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
