package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.log.Taken;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A queue of events and the virtual threads that work on it, at most `width` of them; they come with
/// the work and go with it. Bounded in events and in bytes, so that a trigger that cannot keep up
/// leaves its backlog in the log and not in memory.
final class Lane implements AutoCloseable {
    private static final int MAX_EVENTS = 1_000;
    private static final long MAX_BYTES = 4L << 20;

    private final int width;
    private final Consumer<Taken> work;
    private final Runnable roomAgain;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final ArrayDeque<Taken> queue = new ArrayDeque<>();
    private int workers;
    private int events;
    private long bytes;
    private boolean wasFull;
    private boolean closed;

    Lane(int width, Consumer<Taken> work, Runnable roomAgain) {
        this.width = width;
        this.work = work;
        this.roomAgain = roomAgain;
    }

    /// At least one event always has room, however large it is.
    boolean hasRoom() {
        lock.lock();
        try {
            boolean room = !closed && (events == 0 || (events < MAX_EVENTS && bytes < MAX_BYTES));
            wasFull |= !room;
            return room;
        } finally {
            lock.unlock();
        }
    }

    void take(Taken taken) {
        lock.lock();
        try {
            events++;
            bytes += size(taken);
            queue.addLast(taken);
            if (workers < width && !closed) {
                workers++;
                Thread.startVirtualThread(this::run);
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        for (var taken = next(); taken != null; taken = next()) {
            work.accept(taken);
            if (release(taken)) {
                roomAgain.run();
            }
        }
    }

    private @Nullable Taken next() {
        lock.lock();
        try {
            var taken = closed ? null : queue.pollFirst();
            if (taken == null && --workers == 0) {
                idle.signalAll();
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// True when a lane that was full is half empty: the moment to ask for more, without asking for each
    /// event.
    private boolean release(Taken taken) {
        lock.lock();
        try {
            events--;
            bytes -= size(taken);
            boolean again = wasFull && events <= MAX_EVENTS / 2 && bytes <= MAX_BYTES / 2;
            wasFull &= !again;
            return again;
        } finally {
            lock.unlock();
        }
    }

    private static int size(Taken taken) {
        var data = taken.logged().event().data();
        return data == null ? 0 : data.length;
    }

    /// Begins nothing more; what is queued stays unfinished and is read again after a restart.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    boolean awaitIdle(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (workers > 0) {
                if (left <= 0) {
                    return false;
                }
                left = idle.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
