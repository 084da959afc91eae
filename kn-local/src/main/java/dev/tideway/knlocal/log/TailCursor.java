package dev.tideway.knlocal.log;

import dev.tideway.knlocal.log.EventLog.Cursor;
import java.time.Duration;
import java.util.List;

/// Reads a topic from the [Tail] of what this runner appends to it, and fetches from Kafka what is not there: what was
/// appended before, what others write, and what the tail had no room for.
///
/// In a burst that spares the fetch of every event. Others' events show themselves as gaps in the offsets, or, where
/// none of ours follow them, when Kafka is looked at: whenever it is quiet, and every so often when it is not.
final class TailCursor implements Cursor {
    private static final int MAX_EVENTS = 500;
    private static final Duration QUIET = Duration.ofMillis(2);
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(100).toNanos();

    private final Cursor kafka;
    private final Tail tail;
    private final Runnable whenClosed;
    private final long[] positions;
    private final boolean[] paused;
    private boolean keepsUp;
    private long looked = System.nanoTime();

    /// @param kafka stands at `from`, and is closed with this one
    TailCursor(Cursor kafka, Tail tail, long[] from, Runnable whenClosed) {
        this.kafka = kafka;
        this.tail = tail;
        this.whenClosed = whenClosed;
        this.positions = from.clone();
        this.paused = new boolean[from.length];
    }

    @Override
    public List<Logged> poll(Duration max) {
        if (tail.lacks(positions, paused)) {
            return fetch(max);
        }
        if (System.nanoTime() - looked > LOOK_EVERY_NANOS) {
            var others = askKafka(Duration.ZERO);
            if (!others.isEmpty()) {
                return others;
            }
        }
        var events = takeOrAwait(max);
        return events.isEmpty() ? fetch(max) : events;
    }

    private List<Logged> takeOrAwait(Duration max) {
        var events = take();
        if (events.isEmpty() && keepsUp) {
            tail.await(max.compareTo(QUIET) < 0 ? max : QUIET);
            events = take();
        }
        return events;
    }

    private List<Logged> fetch(Duration max) {
        if (!tail.leave(positions, paused)) {
            return take();
        }
        try {
            var events = askKafka(max);
            return events.isEmpty() ? take() : events;
        } finally {
            tail.comeBack();
        }
    }

    private List<Logged> askKafka(Duration max) {
        looked = System.nanoTime();
        goOn();
        var events = kafka.poll(max);
        follow();
        keepsUp &= events.isEmpty();
        return events;
    }

    private List<Logged> take() {
        var events = tail.take(positions, paused, MAX_EVENTS);
        keepsUp |= !events.isEmpty();
        return events;
    }

    /// Past what the tail has given.
    private void goOn() {
        for (int partition = 0; partition < positions.length; partition++) {
            if (kafka.position(partition) != positions[partition]) {
                kafka.seek(partition, positions[partition]);
            }
        }
    }

    private void follow() {
        for (int partition = 0; partition < positions.length; partition++) {
            positions[partition] = kafka.position(partition);
        }
    }

    @Override
    public long position(int partition) {
        return positions[partition];
    }

    @Override
    public void seek(int partition, long offset) {
        positions[partition] = offset;
    }

    @Override
    public void pause(int partition) {
        paused[partition] = true;
        kafka.pause(partition);
    }

    @Override
    public void resume(int partition) {
        paused[partition] = false;
        kafka.resume(partition);
    }

    @Override
    public void wakeup() {
        tail.wake();
        kafka.wakeup();
    }

    @Override
    public void close() {
        whenClosed.run();
        kafka.close();
    }
}
