package dev.tideway.browser;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Posts `steady-0`, `steady-1` … to a runner, each when it is due: as many a second as are wanted, no more.
final class SteadyLoad implements AutoCloseable {
    private static final int POSTERS = 12;

    private final ExecutorService posters = Executors.newFixedThreadPool(POSTERS);
    private final List<Future<Long>> posting = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final Runner runner;
    private final int perSecond;
    private final int events;
    private final long start = System.nanoTime();

    SteadyLoad(Runner runner, int perSecond, int seconds) {
        this.runner = runner;
        this.perSecond = perSecond;
        this.events = perSecond * seconds;
        for (int i = 0; i < POSTERS; i++) {
            posting.add(posters.submit(this::post));
        }
    }

    /// When it was done.
    private long post() throws IOException, InterruptedException {
        for (int i = next.getAndIncrement(); i < events; i = next.getAndIncrement()) {
            var due = start + i * 1_000_000_000L / perSecond;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            runner.post(Map.of("type", "steady.v1", "source", "/steady", "id", "steady-" + i), "{}");
        }
        return System.nanoTime();
    }

    boolean isRunning() {
        return posting.stream().anyMatch(it -> !it.isDone());
    }

    /// How many a second were accepted, once all were.
    double rate() throws ExecutionException, InterruptedException {
        long end = start;
        for (var one : posting) {
            end = Math.max(end, one.get());
        }
        return events / ((end - start) / 1e9);
    }

    @Override
    public void close() {
        posters.shutdownNow();
    }
}
