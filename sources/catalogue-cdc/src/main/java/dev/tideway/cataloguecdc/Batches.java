package dev.tideway.cataloguecdc;

import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Posts the changes of one batch after the other: those of a row in their order, those of several rows side by side. A batch
/// counts as done when the sink has taken all of it, so that whatever ends this program, nothing is left out.
final class Batches implements DebeziumEngine.ChangeConsumer<ChangeEvent<String, String>> {
    private static final int AT_ONCE = 32;
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Sink sink;
    private final String topics;
    private final Map<String, String> overrides;
    private final Health health;

    /// Held while a batch is at hand.
    private final ReentrantLock turn = new ReentrantLock();

    /// @param topics what the names of those with changes begin with; others carry heartbeats
    Batches(Sink sink, String topics, Map<String, String> overrides, Health health) {
        this.sink = sink;
        this.topics = topics;
        this.overrides = overrides;
        this.health = health;
    }

    @Override
    public void handleBatch(
            List<ChangeEvent<String, String>> batch,
            RecordCommitter<ChangeEvent<String, String>> committer)
            throws InterruptedException {
        turn.lockInterruptibly();
        try {
            health.begun();
            handle(batch);
            for (var event : batch) {
                committer.markProcessed(event);
            }
            committer.markBatchFinished();
            health.done();
        } finally {
            turn.unlock();
        }
    }

    /// Returns when the batch at hand is done and written down, and lets no other begin; or, with it unfinished, when the sink
    /// has no room now or it takes longer than that.
    void finish(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (!sink.isWaiting() && System.nanoTime() < end) {
            if (turn.tryLock(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private void handle(List<ChangeEvent<String, String>> batch) throws InterruptedException {
        var rows = new LinkedHashMap<String, List<Change>>();
        for (var event : batch) {
            if (event.destination().startsWith(topics) && event.value() != null) {
                var change = Change.of(event.key(), event.value(), overrides);
                rows.computeIfAbsent(change.key(), _ -> new ArrayList<>()).add(change);
            }
        }
        post(List.copyOf(rows.values()));
    }

    private void post(List<List<Change>> rows) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                postAll(rows, threads);
            } catch (ExecutionException e) {
                throw new IllegalStateException(String.valueOf(e.getCause()), e.getCause());
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private void postAll(List<List<Change>> rows, ExecutorService threads)
            throws InterruptedException, ExecutionException {
        var room = new Semaphore(AT_ONCE);
        var done = new ExecutorCompletionService<Boolean>(threads);
        for (var changes : rows) {
            done.submit(() -> {
                room.acquire();
                try {
                    for (var change : changes) {
                        sink.post(change);
                    }
                    return true;
                } finally {
                    room.release();
                }
            });
        }
        for (int taken = 0; taken < rows.size(); taken++) {
            done.take().get();
        }
    }
}
