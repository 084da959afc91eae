package dev.tideway.knlocal.function;

import dev.tideway.knlocal.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the AOT cache of a function that has none, and the packed form of its build: a double of it starts at low priority while the JVM
/// records, refuses a [BrokenEvent], and stops; from the record the JVM makes the cache. No real instance records, for that makes a start
/// half as slow again. One function at a time, and only while no instance starts.
final class Rehearsal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    /// At its end the recording JVM writes what it has seen.
    private static final Duration END = Duration.ofMinutes(2);

    /// A double at low priority takes its time with its first request.
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final String function;
    private final Blueprint blueprint;
    private final Host host;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile Optional<Thread> thread = Optional.empty();
    private volatile Optional<ChildProcess> child = Optional.empty();
    private volatile boolean closed;

    Rehearsal(String function, Blueprint blueprint, Host host) {
        this.function = function;
        this.blueprint = blueprint;
        this.host = host;
    }

    /// The function works: its cache can be made now, if it is wanted. Does not block.
    void offer() {
        if (!closed && running.compareAndSet(false, true)) {
            thread = Optional.of(Thread.ofVirtual().name("rehearsal").start(this::run));
        }
    }

    /// Ends what is under way.
    @Override
    public void close() {
        closed = true;
        thread.ifPresent(Thread::interrupt);
        child.ifPresent(ChildProcess::kill);
    }

    private void run() {
        try {
            var revision = blueprint.supply().current();
            if (revision.build() instanceof Build.QuarkusApp app) {
                var cache = blueprint.spawner().cacheOf(app);
                if (blueprint.aot().isWanted(cache)) {
                    host.inBackground(() -> make(revision, app, cache));
                }
            }
        } catch (CannotStartException e) {
            LOG.warn("function {} gets no AOT cache: {}", function, e.failure().text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running.set(false);
        }
    }

    private void make(Supply.Revision revision, Build.QuarkusApp app, Path cache)
            throws CannotStartException, InterruptedException {
        var begin = System.nanoTime();
        var record = cache.resolveSibling(cache.getFileName() + ".record");
        var unchecked = cache.resolveSibling(cache.getFileName() + ".new");
        var log = blueprint.logs().of(name());
        try {
            Files.createDirectories(cache.getParent());
            Files.deleteIfExists(log);
            blueprint.aot().pack(app, cache);
            record(revision, record, log);
            create(app, record, unchecked, log);
            Files.move(unchecked, cache, StandardCopyOption.ATOMIC_MOVE);
            var took = (System.nanoTime() - begin) / 1_000_000;
            LOG.info("function {} has an AOT cache now (made in {} ms)", function, took);
        } catch (IOException e) {
            throw new CannotStartException("cannot write " + cache + ": " + e);
        } finally {
            // Also after a failure: it would fail the same way again.
            blueprint.aot().giveUp(cache);
            child.ifPresent(ChildProcess::kill);
            delete(record);
            delete(unchecked);
        }
    }

    private void record(Supply.Revision revision, Path record, Path log)
            throws CannotStartException, InterruptedException {
        var startup =
                new Startup(
                        name(),
                        blueprint,
                        port -> blueprint.spawner().recording(revision, port, record, log),
                        new LinkedBlockingQueue<>(),
                        running -> child = Optional.of(running.child()));
        var up = startup.up();
        up.ifPresent(running -> {
            BrokenEvent.postTo(running.port(), ANSWER);
            running.child().stop(END);
        });
        if (!Files.exists(record)) {
            throw new CannotStartException("the JVM left no record at " + record + "; see " + log);
        }
    }

    private void create(Build.QuarkusApp app, Path record, Path cache, Path log)
            throws CannotStartException, InterruptedException {
        var creating = blueprint.spawner().creating(app, record, cache, log);
        child = Optional.of(creating);
        var code = waitFor(creating);
        if (code != 0 || !Files.exists(cache)) {
            throw new CannotStartException(
                    "making it from the record ended with " + code + "; see " + log);
        }
    }

    private static int waitFor(ChildProcess creating) throws InterruptedException {
        try {
            return creating.exited().get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String name() {
        return blueprint.supply().name() + "-rehearsal";
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("cannot delete {}: {}", file, e.toString());
        }
    }
}
