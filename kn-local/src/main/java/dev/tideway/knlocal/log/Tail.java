package dev.tideway.knlocal.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The events that this runner has appended to a topic and one reader has not read yet: what is in here need not be
/// fetched from Kafka. Bounded: what has no room, and what others write, is missing here, and its reader sees that from
/// the offsets.
///
/// Appended to in the order of the offsets of a partition, by the producer's thread; read by one other.
final class Tail {
    private static final long MAX_BYTES = 8 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final List<ArrayDeque<Logged>> partitions = new ArrayList<>();
    private final Runnable wakeup;
    private long[] awaited = {};
    private long bytes;
    private int turn;
    private boolean woken;

    /// @param wakeup called when the reader looks elsewhere ([#leave]) and its next event comes here
    Tail(int partitions, Runnable wakeup) {
        for (int i = 0; i < partitions; i++) {
            this.partitions.add(new ArrayDeque<>());
        }
        this.wakeup = wakeup;
    }

    void add(Logged logged) {
        if (keep(logged)) {
            wakeup.run();
        }
    }

    /// True when the reader is away and this is what it waits for.
    private boolean keep(Logged logged) {
        lock.lock();
        try {
            if (bytes + size(logged) > MAX_BYTES) {
                return false;
            }
            partitions.get(logged.partition()).addLast(logged);
            bytes += size(logged);
            news.signal();
            return awaited.length > 0 && awaited[logged.partition()] == logged.offset();
        } finally {
            lock.unlock();
        }
    }

    /// The events at these positions, which it moves on; from one partition after the other, beginning with another one
    /// each time. What lies before a position is dropped.
    List<Logged> take(long[] positions, boolean[] paused, int max) {
        var events = new ArrayList<Logged>();
        lock.lock();
        try {
            turn = (turn + 1) % positions.length;
            for (int i = 0; i < positions.length; i++) {
                int partition = (turn + i) % positions.length;
                if (!paused[partition]) {
                    take(partition, positions, max, events);
                }
            }
        } finally {
            lock.unlock();
        }
        return events;
    }

    private void take(int partition, long[] positions, int max, List<Logged> events) {
        var queue = partitions.get(partition);
        for (var head = queue.peekFirst();
                head != null && head.offset() <= positions[partition] && events.size() < max;
                head = queue.peekFirst()) {
            queue.removeFirst();
            bytes -= size(head);
            if (head.offset() == positions[partition]) {
                events.add(head);
                positions[partition]++;
            }
        }
    }

    /// Whether some partition has events here, but not the one at its position.
    boolean lacks(long[] positions, boolean[] paused) {
        lock.lock();
        try {
            for (int partition = 0; partition < positions.length; partition++) {
                var head = partitions.get(partition).peekFirst();
                if (!paused[partition] && head != null && head.offset() > positions[partition]) {
                    return true;
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until something is added, or [#wake] is called, or so long.
    void await(Duration max) {
        lock.lock();
        try {
            long left = max.toNanos();
            while (!woken && isEmpty() && left > 0) {
                left = news.awaitNanos(left);
            }
            woken = false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    void wake() {
        lock.lock();
        try {
            woken = true;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /// The reader goes to wait for the events at these positions elsewhere; false when one of them is here.
    boolean leave(long[] positions, boolean[] paused) {
        lock.lock();
        try {
            for (int partition = 0; partition < positions.length; partition++) {
                var head = partitions.get(partition).peekFirst();
                if (!paused[partition] && head != null && head.offset() == positions[partition]) {
                    return false;
                }
            }
            awaited = positions.clone();
            return true;
        } finally {
            lock.unlock();
        }
    }

    void comeBack() {
        lock.lock();
        try {
            awaited = new long[0];
        } finally {
            lock.unlock();
        }
    }

    private boolean isEmpty() {
        return partitions.stream().allMatch(ArrayDeque::isEmpty);
    }

    /// Counted in full where it is large; attributes are small beside that.
    private static int size(Logged logged) {
        var data = logged.event().data();
        return 512 + (data == null ? 0 : data.length);
    }
}
