package dev.tideway.benchmarks;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/// When each event was posted, accepted and received, by its number; so that none is counted twice and none is missed.
final class Journal {
    private final AtomicLongArray posted;
    private final AtomicLongArray accepted;
    private final AtomicLongArray received;
    private final AtomicInteger distinct = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();

    /// @param events that it has room for
    Journal(int events) {
        posted = new AtomicLongArray(events);
        accepted = new AtomicLongArray(events);
        received = new AtomicLongArray(events);
    }

    void posted(int event, long now) {
        posted.setPlain(event, now);
    }

    void accepted(int event, long now) {
        accepted.setPlain(event, now);
    }

    void received(int event, long now) {
        if (received.compareAndSet(event, 0, now)) {
            distinct.incrementAndGet();
        } else {
            repeated.incrementAndGet();
        }
    }

    /// Different events.
    int received() {
        return distinct.get();
    }

    /// Events that came once more.
    int repeated() {
        return repeated.get();
    }

    /// @throws IllegalStateException when they do not come
    void awaitAll(int events) {
        Wait.until(
                "all %d events are received, not %d".formatted(events, received()),
                BrokerBench.PATIENCE,
                () -> received() >= events);
    }

    /// @throws IllegalStateException when one is missing, or came twice
    void mustBeWhole(int events) {
        if (received() != events || repeated() > 0) {
            throw new IllegalStateException(
                    "of %d events %d were received, and %d of them once more"
                            .formatted(events, received(), repeated()));
        }
    }

    /// From the post's first byte to the subscriber, in ms: a little more than from its 202.
    Figures postedToReceived(int from, int to) {
        return millis(posted, received, from, to);
    }

    /// From the post's first byte to its 202, in ms.
    Figures postedToAccepted(int from, int to) {
        return millis(posted, accepted, from, to);
    }

    private static Figures millis(AtomicLongArray begin, AtomicLongArray end, int from, int to) {
        var millis = new Figures();
        for (int event = from; event < to; event++) {
            millis.add((end.get(event) - begin.get(event)) / 1e6);
        }
        return millis;
    }
}
