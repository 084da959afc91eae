package dev.tideway.knlocal.log;

import dev.tideway.knlocal.log.EventLog.Cursor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a [MemoryLog], under its lock.
final class MemoryCursor implements Cursor {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryCursor.class);
    private static final int MAX_EVENTS = 500;

    private final MemoryPartition[] partitions;
    private final long[] next;
    private final boolean[] paused;
    private final ReentrantLock lock;
    private final Condition news;
    private final Consumer<MemoryCursor> whenClosed;
    private boolean woken;
    private int turn;

    MemoryCursor(
            MemoryPartition[] partitions,
            long[] from,
            ReentrantLock lock,
            Condition news,
            Consumer<MemoryCursor> whenClosed) {
        this.partitions = partitions;
        this.next = from.clone();
        this.paused = new boolean[partitions.length];
        this.lock = lock;
        this.news = news;
        this.whenClosed = whenClosed;
    }

    @Override
    public List<Logged> poll(Duration max) {
        lock.lock();
        try {
            var left = max.toNanos();
            var events = handOut();
            while (events.isEmpty() && !woken && left > 0) {
                left = news.awaitNanos(left);
                events = handOut();
            }
            woken = woken && !events.isEmpty();
            return events;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogException("interrupted while reading", e);
        } finally {
            lock.unlock();
        }
    }

    /// From one partition after the other, beginning with another one each time.
    private List<Logged> handOut() {
        var events = new ArrayList<Logged>();
        turn = (turn + 1) % partitions.length;
        for (var i = 0; i < partitions.length; i++) {
            var p = (turn + i) % partitions.length;
            if (!paused[p]) {
                comeBack(p);
                while (next[p] < partitions[p].end() && events.size() < MAX_EVENTS) {
                    events.add(partitions[p].at(next[p]++));
                }
            }
        }
        return events;
    }

    /// What was to be read next may have been dropped, or have been in an earlier process.
    private void comeBack(int p) {
        var there = Math.clamp(next[p], partitions[p].start(), partitions[p].end());
        if (there != next[p]) {
            LOG.warn(
                    "No longer there: partition={} offset={}; reading goes on at {}",
                    p,
                    next[p],
                    there);
            next[p] = there;
        }
    }

    /// The offset from which this cursor needs the partition's events; none while it is paused.
    long holds(int partition) {
        return paused[partition] ? Long.MAX_VALUE : next[partition];
    }

    @Override
    public long position(int partition) {
        lock.lock();
        try {
            return next[partition];
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void seek(int partition, long offset) {
        locked(() -> next[partition] = offset);
    }

    @Override
    public void pause(int partition) {
        locked(() -> paused[partition] = true);
    }

    @Override
    public void resume(int partition) {
        locked(() -> paused[partition] = false);
    }

    @Override
    public void wakeup() {
        locked(() -> {
            woken = true;
            news.signalAll();
        });
    }

    @Override
    public void close() {
        locked(() -> whenClosed.accept(this));
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
