package dev.tideway.knlocal.source;

import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.process.ChildProcess;
import dev.tideway.knlocal.process.LaunchException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The program of a ContainerSource, kept running as its Deployment would: whenever it ends it is started again, after a
/// wait that doubles each time it has not run for long. All of its life is one virtual thread.
public final class ContainerProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerProcess.class);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ObjectRef source;
    private final Starting starting;
    private final Timing timing;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread life;
    private volatile Optional<ChildProcess> running = Optional.empty();
    private volatile String trouble = "";

    /// Starts the program.
    @FunctionalInterface
    public interface Starting {
        ChildProcess start() throws LaunchException;
    }

    /// How long things take.
    ///
    /// @param first wait before it is started again
    /// @param longest wait
    /// @param stable having run for so long it is no longer held to be failing
    public record Timing(Duration first, Duration longest, Duration stable) {
        public static final Timing USUAL =
                new Timing(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofSeconds(10));
    }

    public ContainerProcess(ObjectRef source, Starting starting, Timing timing) {
        this.source = source;
        this.starting = starting;
        this.timing = timing;
        this.life = Thread.ofVirtual().name(source.toString()).unstarted(this::live);
    }

    public ContainerProcess start() {
        life.start();
        return this;
    }

    public ObjectRef source() {
        return source;
    }

    /// Why it does not run, in one line; empty when it does.
    public String trouble() {
        return trouble;
    }

    private void live() {
        var wait = timing.first();
        try {
            while (stopping.getCount() > 0) {
                var begun = Instant.now();
                var why = runOnce();
                if (Duration.between(begun, Instant.now()).compareTo(timing.stable()) > 0) {
                    wait = timing.first();
                }
                if (stopping.getCount() > 0) {
                    trouble = why;
                    LOG.warn("{}: {}; it is started again in {} s", source, why, wait.toSeconds());
                    var _ = stopping.await(wait.toNanos(), TimeUnit.NANOSECONDS);
                    wait = shorter(wait.multipliedBy(2), timing.longest());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// Returns when it has ended, with what there is to say of that.
    private String runOnce() {
        try (var child = starting.start()) {
            running = Optional.of(child);
            trouble = "";
            if (stopping.getCount() == 0) {
                child.stop(GRACE);
            }
            int code = child.exited().join();
            return "its program has ended with %d, see %s".formatted(code, child.output());
        } catch (LaunchException e) {
            return String.valueOf(e.getMessage());
        } finally {
            running = Optional.empty();
        }
    }

    /// SIGTERM, and SIGKILL some seconds later.
    @Override
    public void close() {
        stopping.countDown();
        running.ifPresent(child -> child.stop(GRACE));
        try {
            life.join(GRACE.plusSeconds(1));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
