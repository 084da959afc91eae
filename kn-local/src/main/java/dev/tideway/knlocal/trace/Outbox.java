package dev.tideway.knlocal.trace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Spans on their way out. On the event path a span costs its place in a queue, or nothing when there is none: it is dropped, and
/// counted. A thread of its own sends them, a few times a second.
final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int MAX_WAITING = 8192;
    private static final int BATCH = 512;
    private static final long EVERY_MILLIS = 200;
    private static final Duration LAST = Duration.ofSeconds(3);

    private final ArrayBlockingQueue<Span> queue = new ArrayBlockingQueue<>(MAX_WAITING);
    private final LongAdder exported = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final String to;
    private final Thread sender;
    private boolean failing;

    /// What takes spans.
    interface Exporter extends AutoCloseable {
        /// Why they were not taken, in one line; empty when they were.
        Optional<String> send(List<Span> spans);

        @Override
        void close();
    }

    /// @param opened called by the thread that sends, so that nobody waits for its classes
    /// @param to where they go, for people
    Outbox(Supplier<Exporter> opened, String to) {
        this.to = to;
        this.sender = Thread.ofPlatform().daemon().name("traces").start(() -> run(opened));
    }

    void add(Span span) {
        if (!queue.offer(span)) {
            dropped.increment();
        }
    }

    long exported() {
        return exported.sum();
    }

    long dropped() {
        return dropped.sum();
    }

    private void run(Supplier<Exporter> opened) {
        try (var exporter = opened.get()) {
            while (!closing.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                sendAll(exporter);
            }
            sendAll(exporter);
        } catch (InterruptedException _) {
            LOG.debug("interrupted");
        }
    }

    private void sendAll(Exporter exporter) {
        var batch = new ArrayList<Span>(BATCH);
        while (queue.drainTo(batch, BATCH) > 0) {
            send(batch, exporter);
            batch.clear();
        }
    }

    private void send(List<Span> batch, Exporter exporter) {
        var why = tried(batch, exporter);
        if (why.isEmpty()) {
            exported.add(batch.size());
            if (failing) {
                LOG.info("traces: {} takes spans again", to);
            }
        } else {
            dropped.add(batch.size());
            if (!failing) {
                LOG.warn(
                        "traces: {} does not take spans: {}; until it does they are dropped and counted, events go on",
                        to,
                        why.get());
            }
        }
        failing = why.isPresent();
    }

    /// Whatever an exporter stumbles over costs the spans, and no event.
    private static Optional<String> tried(List<Span> batch, Exporter exporter) {
        try {
            return exporter.send(List.copyOf(batch));
        } catch (RuntimeException e) {
            return Optional.of(e.toString());
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            if (!sender.join(LAST)) {
                LOG.info("traces: {} is too slow, the last spans are not sent", to);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
