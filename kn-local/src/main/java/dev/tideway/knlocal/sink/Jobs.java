package dev.tideway.knlocal.sink;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.manifest.JobSink;
import dev.tideway.knlocal.manifest.Key;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A process for each event, one folder for each: what is not done when the runner ends is done after the next start. A
/// few run at a time, so that a burst does not drown the machine; the others wait.
public final class Jobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final int AT_A_TIME = 4;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final Path folder;
    private final Starting starting;
    private final Semaphore places = new Semaphore(AT_A_TIME, true);
    private final ReentrantLock making = new ReentrantLock();
    private final Set<JobFolder> unfinished = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopping = new CountDownLatch(1);

    /// Runs a program to its end.
    @FunctionalInterface
    public interface Starting {
        /// Returns its exit code, or empty when the runner stops first.
        ///
        /// @param more variables, over those of its manifest
        Optional<Integer> run(JobSink sink, Map<String, String> more, Path log)
                throws InterruptedException;
    }

    public Jobs(Path folder, Starting starting) {
        this.folder = folder;
        this.starting = starting;
    }

    /// Goes on with what the last run of the runner has left.
    public Jobs resume(Collection<JobSink> sinks) throws IOException {
        for (var sink : sinks) {
            for (var job : JobFolder.unfinished(of(sink.key()))) {
                LOG.info("{}: {} is begun again", sink.ref(), job);
                begin(sink, job);
            }
        }
        return this;
    }

    /// Once for each source and id. The event is on disk when this returns.
    void submit(JobSink sink, Event event) throws IOException {
        var job = job(sink.key(), event.source(), event.id());
        making.lock();
        try {
            if (job.state().isPresent()) {
                LOG.info("{}: {} has been taken already", sink.ref(), event);
                return;
            }
            job.make(event);
        } finally {
            making.unlock();
        }
        begin(sink, job);
    }

    Optional<JobState> state(Key sink, String source, String id) {
        return job(sink, source, id).state();
    }

    private void begin(JobSink sink, JobFolder job) {
        unfinished.add(job);
        Thread.ofVirtual().name(sink.ref() + " " + job).start(() -> run(sink, job));
    }

    private void run(JobSink sink, JobFolder job) {
        try {
            places.acquire();
            try {
                runWithRetries(sink, job);
            } finally {
                places.release();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.error("{}: {} cannot be marked as ended: {}", sink.ref(), job, e.toString());
        } finally {
            unfinished.remove(job);
        }
    }

    private void runWithRetries(JobSink sink, JobFolder job)
            throws InterruptedException, IOException {
        var variables = Map.of("K_EVENT_PATH", job.event().toString());
        var wait = FIRST_WAIT;
        for (int retries = 0; stopping.getCount() > 0; retries++) {
            var code = starting.run(sink, variables, job.log());
            if (code.isEmpty()) {
                return;
            }
            if (code.get() == 0 || retries >= sink.backoffLimit()) {
                job.end(code.get() == 0 ? JobState.COMPLETE : JobState.FAILED);
                LOG.info("{}: {} has ended with {}", sink.ref(), job, code.get());
                return;
            }
            LOG.warn(
                    "{}: {} has ended with {}, see {}; it is tried again in {} s",
                    sink.ref(),
                    job,
                    code.get(),
                    job.log(),
                    wait.toSeconds());
            var _ = stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
            var twice = wait.multipliedBy(2);
            wait = twice.compareTo(LONGEST_WAIT) < 0 ? twice : LONGEST_WAIT;
        }
    }

    private Path of(Key sink) {
        return folder.resolve(sink.namespace()).resolve(sink.name());
    }

    /// Named as its Job would be: by the sink, and by what makes an event one and the same.
    private JobFolder job(Key sink, String source, String id) {
        try {
            var digest = MessageDigest.getInstance("MD5");
            digest.update(source.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(id.getBytes(StandardCharsets.UTF_8));
            var hash = HexFormat.of().formatHex(digest.digest());
            return new JobFolder(of(sink), sink.name() + hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Begins no more jobs; those that run are the starter's to end.
    @Override
    public void close() {
        stopping.countDown();
    }
}
