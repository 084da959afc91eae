package dev.tideway.knlocal.testing;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.log.AppendException;
import dev.tideway.knlocal.log.EventLog;
import dev.tideway.knlocal.log.Logged;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A log that fails when it is told to, and else does what the one behind it does.
public final class UnreliableLog implements EventLog {
    private final EventLog log;
    private final AtomicInteger cursors = new AtomicInteger();
    private final AtomicInteger failingPolls = new AtomicInteger();
    private final AtomicInteger failedPolls = new AtomicInteger();
    private final AtomicInteger failingCursors = new AtomicInteger();
    private final ConcurrentLinkedQueue<Runnable> held = new ConcurrentLinkedQueue<>();
    private volatile @Nullable String refusal;
    private volatile @Nullable String skipped;
    private volatile boolean holding;
    private volatile boolean failingCommits;
    private volatile int commitsAtOnce = Integer.MAX_VALUE;

    public UnreliableLog(EventLog log) {
        this.log = log;
    }

    /// The next polls read, and then throw what they have read away.
    public void failPolls(int times) {
        failingPolls.set(times);
    }

    public int failedPolls() {
        return failedPolls.get();
    }

    public void failCursors(int times) {
        failingCursors.set(times);
    }

    public void failCommits(boolean fail) {
        failingCommits = fail;
    }

    public void refuseAppends(String why) {
        refusal = why;
    }

    /// Appends are not acknowledged until [#acknowledge].
    public void holdAppends() {
        holding = true;
    }

    public int held() {
        return held.size();
    }

    public void acknowledge() {
        holding = false;
        for (var each = held.poll(); each != null; each = held.poll()) {
            each.run();
        }
    }

    /// Events with this id are read, but not handed out: a log skips what is none of its own.
    public void skip(String id) {
        skipped = id;
    }

    /// How many were ever asked for.
    public int cursors() {
        return cursors.get();
    }

    @Override
    public int partitions() {
        return log.partitions();
    }

    @Override
    public void append(Event event, Appended callback) {
        var why = refusal;
        if (why != null) {
            callback.done(null, new AppendException(why));
        } else if (holding) {
            held.add(() -> log.append(event, callback));
        } else {
            log.append(event, callback);
        }
    }

    @Override
    public Cursor cursor(long[] from) {
        if (failingCursors.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("no cursor today");
        }
        cursors.incrementAndGet();
        return new UnreliableCursor(log.cursor(from));
    }

    @Override
    public long[] ends() {
        return log.ends();
    }

    @Override
    public long[] since(Instant time) {
        return log.since(time);
    }

    /// It takes the places of so many groups at once.
    public void commitAtOnce(int groups) {
        commitsAtOnce = groups;
    }

    @Override
    public int commitsAtOnce() {
        return commitsAtOnce;
    }

    @Override
    public Optional<long[]> committed(String group) {
        return log.committed(group);
    }

    @Override
    public void commit(Map<String, long[]> places) {
        if (failingCommits) {
            throw new IllegalStateException("no commit today");
        }
        log.commit(places);
    }

    @Override
    public Set<String> groups() {
        return log.groups();
    }

    @Override
    public void forget(String group) {
        log.forget(group);
    }

    @Override
    public void close() {
        log.close();
    }

    private final class UnreliableCursor implements Cursor {
        private final Cursor cursor;

        UnreliableCursor(Cursor cursor) {
            this.cursor = cursor;
        }

        @Override
        public List<Logged> poll(Duration max) {
            var found = cursor.poll(max);
            if (!found.isEmpty() && failingPolls.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                failedPolls.incrementAndGet();
                throw new IllegalStateException("the disk is on fire");
            }
            return found.stream().filter(logged -> !logged.event().id().equals(skipped)).toList();
        }

        @Override
        public long position(int partition) {
            return cursor.position(partition);
        }

        @Override
        public void seek(int partition, long offset) {
            cursor.seek(partition, offset);
        }

        @Override
        public void pause(int partition) {
            cursor.pause(partition);
        }

        @Override
        public void resume(int partition) {
            cursor.resume(partition);
        }

        @Override
        public void wakeup() {
            cursor.wakeup();
        }

        @Override
        public void close() {
            cursor.close();
        }
    }
}
