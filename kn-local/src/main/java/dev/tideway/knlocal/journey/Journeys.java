package dev.tideway.knlocal.journey;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps every step on disk, for whoever asks later what became of an event: a line of JSON each, without the data, in files
/// of which the oldest goes when there are too many.
///
/// On the event path a step is put down as the line that it will be, in memory, so that nothing holds on to the event; a thread
/// of its own writes the lines to disk a few times a second. What does not fit meanwhile is not kept, and that is said: this must
/// never hold events up.
public final class Journeys implements Journey, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journeys.class);

    /// Bytes.
    private static final int MAX_WAITING = 8 << 20;

    private static final long EVERY_MILLIS = 50;

    private final boolean keeps;
    private final InstantSource clock;
    private final JourneyReader reader;
    private final Segments segments;
    private final Object turn = new Object();
    private StepLines filling = new StepLines();
    private StepLines writing = new StepLines();
    private long passedOver;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread writer;
    private long next;

    /// Goes on after the last step that is kept there.
    ///
    /// @param folder made when it is not there
    /// @param limit bytes to keep, but for what is written at once; with 0 no step is kept
    /// @throws IOException when the folder cannot be written
    public static Journeys open(Path folder, long limit, InstantSource clock) throws IOException {
        var reader = new JourneyReader(folder);
        var next = reader.lastNumber() + 1;
        var segments = Segments.open(folder, limit, next);
        return new Journeys(limit > 0, clock, reader, segments, next);
    }

    private Journeys(
            boolean keeps,
            InstantSource clock,
            JourneyReader reader,
            Segments segments,
            long next) {
        this.keeps = keeps;
        this.clock = clock;
        this.reader = reader;
        this.segments = segments;
        this.next = next;
        this.writer = Thread.ofPlatform().name("journeys").start(this::write);
    }

    @Override
    public void record(Step step) {
        if (!keeps) {
            return;
        }
        synchronized (turn) {
            if (filling.size() < MAX_WAITING) {
                filling.add(next++, clock.instant(), step);
            } else {
                passedOver++;
            }
        }
    }

    /// To read what has been recorded until now.
    public JourneyReader read() {
        flush();
        return reader;
    }

    private void write() {
        try {
            while (!closing.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                flush();
            }
        } catch (InterruptedException _) {
            LOG.debug("interrupted");
        }
        flush();
    }

    private synchronized void flush() {
        long many;
        long after;
        synchronized (turn) {
            var full = filling;
            filling = writing;
            writing = full;
            after = next;
            many = passedOver;
            passedOver = 0;
        }
        try {
            writing.drain((bytes, length) -> segments.append(bytes, length, after));
        } catch (IOException e) {
            LOG.warn("what became of some events cannot be kept: {}", e.toString());
        }
        if (many > 0) {
            LOG.warn("{} steps of events were too many at once to be kept", many);
        }
    }

    /// Writes down what has been recorded.
    @Override
    public void close() throws IOException {
        closing.countDown();
        try {
            writer.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        segments.close();
    }
}
