package dev.tideway.knlocal.log;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Reads for one subscription, partition by partition, what it had no room for when the feed passed, and
/// gives each partition back once it stands where the feed stands. Ends when it has none left.
final class CatchUp {
    private static final Duration POLL = Duration.ofMillis(100);

    private final EventLog log;
    private final Subscription subscription;
    private final Feed feed;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Setbacks setbacks;

    // Under the lock: what other threads leave for this one.
    private final Set<Integer> adopted = new HashSet<>();
    private boolean room;
    private boolean ended;

    // The thread's own: partitions it reads, and those of them that wait for room.
    private final Set<Integer> reading = new HashSet<>();
    private final Set<Integer> full = new HashSet<>();

    CatchUp(EventLog log, Subscription subscription, Feed feed) {
        this.log = log;
        this.subscription = subscription;
        this.feed = feed;
        this.thread =
                Thread.ofPlatform().name("catch-up " + subscription.group()).unstarted(this::run);
        this.setbacks = new Setbacks("catch-up " + subscription.group(), closing);
    }

    void start() {
        subscription.whenRoom(this::roomAgain);
        thread.start();
    }

    /// False when this catch-up has ended.
    boolean adopt(int partition) {
        lock.lock();
        try {
            if (!ended) {
                adopted.add(partition);
                news.signal();
            }
            return !ended;
        } finally {
            lock.unlock();
        }
    }

    private void roomAgain() {
        lock.lock();
        try {
            room = true;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (closing.getCount() > 0) {
            try {
                read();
                return;
            } catch (RuntimeException | Error e) {
                startOver();
                setbacks.failed(e);
            }
        }
    }

    private void startOver() {
        lock.lock();
        try {
            adopted.addAll(reading);
        } finally {
            lock.unlock();
        }
        reading.clear();
        full.clear();
    }

    private void read() {
        try (var cursor = log.cursor(subscription.next())) {
            for (int partition = 0; partition < log.partitions(); partition++) {
                cursor.pause(partition);
            }
            while (takeOver(cursor)) {
                offerAll(cursor);
                giveBackCaughtUp(cursor);
                setbacks.succeeded();
            }
        }
    }

    /// Waits until there is something to read; false when there is nothing left for this catch-up.
    private boolean takeOver(EventLog.Cursor cursor) {
        lock.lock();
        try {
            while (!ended) {
                for (int partition : adopted) {
                    cursor.seek(partition, subscription.next(partition));
                    cursor.resume(partition);
                    reading.add(partition);
                }
                adopted.clear();
                room = false;
                resumeWhereRoom(cursor);
                if (reading.isEmpty()) {
                    ended = true;
                } else if (full.size() < reading.size()) {
                    return true;
                } else {
                    awaitNews();
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void resumeWhereRoom(EventLog.Cursor cursor) {
        full.removeIf(partition -> {
            boolean fits = subscription.hasRoom(partition);
            if (fits) {
                cursor.resume(partition);
            }
            return fits;
        });
    }

    /// The room that appears between the look and the wait is not missed: `room` was cleared before the
    /// look. The wait is bounded all the same, for an intake that forgets to tell.
    private void awaitNews() {
        try {
            long left = TimeUnit.SECONDS.toNanos(1);
            while (!room && adopted.isEmpty() && !ended && left > 0) {
                left = news.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            ended = true;
        }
    }

    private void offerAll(EventLog.Cursor cursor) {
        for (var logged : cursor.poll(POLL)) {
            int partition = logged.partition();
            if (!full.contains(partition) && !subscription.offer(logged)) {
                cursor.seek(partition, logged.offset());
                cursor.pause(partition);
                full.add(partition);
            }
        }
        reading.forEach(partition -> subscription.readTo(partition, cursor.position(partition)));
    }

    private void giveBackCaughtUp(EventLog.Cursor cursor) {
        reading.removeIf(partition -> {
            boolean caughtUp =
                    !full.contains(partition)
                            && subscription.next(partition) >= feed.position(partition);
            if (caughtUp) {
                cursor.pause(partition);
                feed.giveBack(subscription, partition);
            }
            return caughtUp;
        });
    }

    void close() {
        closing.countDown();
        lock.lock();
        try {
            ended = true;
            news.signal();
        } finally {
            lock.unlock();
        }
        Threads.join(thread);
    }
}
