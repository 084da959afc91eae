package dev.tideway.knlocal.function;

import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.process.Leash;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;

/// The machine as the functions of one runner share it.
public final class Host {
    private final Leash leash;
    private final FunctionSettings settings;
    private final BiConsumer<Key, Duration> starts;
    private final BiConsumer<Key, Duration> requests;
    private final Ports ports = new Ports();
    private final Semaphore background = new Semaphore(1, true);
    private final Calm calm = new Calm(Duration.ofSeconds(3), Duration.ofSeconds(10));

    public Host(Leash leash, FunctionSettings settings) {
        this(leash, settings, (_, _) -> {}, (_, _) -> {});
    }

    /// @param starts told how long each start of a function's instance took, spawn to ready
    /// @param requests told how long an instance had each request of a function
    public Host(
            Leash leash,
            FunctionSettings settings,
            BiConsumer<Key, Duration> starts,
            BiConsumer<Key, Duration> requests) {
        this.leash = leash;
        this.settings = settings;
        this.starts = starts;
        this.requests = requests;
    }

    Leash leash() {
        return leash;
    }

    /// The little of the runner's environment that every program gets.
    public Map<String, String> inherited() {
        return settings.inherited();
    }

    public FunctionSettings settings() {
        return settings;
    }

    Ports ports() {
        return ports;
    }

    /// An instance starts that somebody may wait for.
    void spawning() {
        calm.broken();
    }

    /// An instance takes requests.
    void started(Key function, Duration took) {
        starts.accept(function, took);
    }

    /// An instance is done with a request.
    public void worked(Key function, Duration took) {
        requests.accept(function, took);
    }

    /// One piece of work at a time, begun when no instance starts, or when that does not come.
    <E extends Exception> void inBackground(Work<E> work) throws E, InterruptedException {
        background.acquire();
        try {
            calm.await();
            work.run();
        } finally {
            background.release();
        }
    }

    @FunctionalInterface
    interface Work<E extends Exception> {
        void run() throws E, InterruptedException;
    }
}
