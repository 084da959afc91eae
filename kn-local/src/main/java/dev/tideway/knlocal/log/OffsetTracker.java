package dev.tideway.knlocal.log;

import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;

/// Which events of one partition a group has begun and not finished, so that its place is never
/// remembered past one of them.
///
/// ```
///   offset      3    4    5    6    7
///   begun       x    x         x        (5 was not for this group)
///   finished    x              x
///   place            ^ 4: everything before it is finished or was not wanted
/// ```
///
/// Thread-safe. Events are begun in offset order, by the one thread that reads for the group, and
/// finished in any order.
final class OffsetTracker {
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Ticket> open = new ArrayDeque<>();

    /// An event that was begun; give it back with [#finish].
    static final class Ticket {
        private final long offset;
        private boolean finished;

        private Ticket(long offset) {
            this.offset = offset;
        }
    }

    Ticket begin(long offset) {
        var ticket = new Ticket(offset);
        lock.lock();
        try {
            var last = open.peekLast();
            if (last != null && last.offset >= offset) {
                throw new IllegalStateException("offset " + offset + " after " + last.offset);
            }
            open.addLast(ticket);
        } finally {
            lock.unlock();
        }
        return ticket;
    }

    /// Finishing a ticket twice changes nothing.
    void finish(Ticket ticket) {
        lock.lock();
        try {
            ticket.finished = true;
            while (!open.isEmpty() && open.getFirst().finished) {
                open.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /// The offset to read from after a restart, for a group that has read up to `position`
    /// (exclusive): the first unfinished event, or `position` when there is none.
    long place(long position) {
        lock.lock();
        try {
            var first = open.peekFirst();
            return first == null ? position : Math.min(first.offset, position);
        } finally {
            lock.unlock();
        }
    }

    /// Events begun and not finished, those that wait behind an unfinished one included.
    int pending() {
        lock.lock();
        try {
            return open.size();
        } finally {
            lock.unlock();
        }
    }
}
