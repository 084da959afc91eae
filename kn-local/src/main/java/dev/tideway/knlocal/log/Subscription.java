package dev.tideway.knlocal.log;

import dev.tideway.knlocal.event.Event;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One group's reading of a broker's log. Each partition is read for it either by the broker's [Feed]
/// (the usual case) or, when the group had no room for an event, by a [CatchUp] of its own until it
/// has caught up. Only the owner of a partition moves its position.
public final class Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
    private static final int FEED = 1;
    private static final int CATCH_UP = 0;

    private final Feed.Wanted wanted;
    private final OffsetTracker[] trackers;
    private final AtomicIntegerArray owner;
    private final AtomicLongArray next;
    private volatile Runnable whenRoom = () -> {};

    Subscription(Feed.Wanted wanted, long[] from) {
        this.wanted = wanted;
        this.trackers = new OffsetTracker[from.length];
        Arrays.setAll(trackers, _ -> new OffsetTracker());
        this.owner = new AtomicIntegerArray(from.length);
        this.next = new AtomicLongArray(from);
    }

    public String group() {
        return wanted.group();
    }

    Map<String, Set<String>> requirements() {
        return wanted.requirements();
    }

    /// To be called when the intake has room after it had none; from any thread.
    public void roomAgain() {
        whenRoom.run();
    }

    void whenRoom(Runnable signal) {
        whenRoom = signal;
    }

    /// Events begun and not yet finished.
    public int pending() {
        return Arrays.stream(trackers).mapToInt(OffsetTracker::pending).sum();
    }

    /// False when the intake has no room for this event. An event that was taken is never taken again, also when
    /// its reader has to go back.
    boolean offer(Logged logged) {
        int partition = logged.partition();
        if (logged.offset() < next.get(partition) || !wants(logged.event())) {
            return true;
        }
        if (!wanted.intake().hasRoom(partition)) {
            return false;
        }
        var taken = new Taken(logged, trackers[partition]);
        next.set(partition, logged.offset() + 1);
        wanted.intake().take(taken);
        return true;
    }

    /// A filter that fails discards the event for its trigger, as the Kafka broker's dispatcher does.
    private boolean wants(Event event) {
        try {
            return wanted.interest().test(event);
        } catch (RuntimeException e) {
            LOG.error("the filter of {} failed, so it does not get {}", group(), event, e);
            return false;
        }
    }

    boolean hasRoom(int partition) {
        return wanted.intake().hasRoom(partition);
    }

    /// The next offset that its own reader has to offer; while the feed reads, the one after the last event taken.
    long next(int partition) {
        return next.get(partition);
    }

    long[] next() {
        return IntStream.range(0, next.length()).mapToLong(next::get).toArray();
    }

    void readTo(int partition, long position) {
        next.set(partition, position);
    }

    boolean readByFeed(int partition) {
        return owner.get(partition) == FEED;
    }

    void giveToFeed(int partition) {
        owner.set(partition, FEED);
    }

    void giveToCatchUp(int partition, long position) {
        next.set(partition, position);
        owner.set(partition, CATCH_UP);
    }

    /// The offset to start from after a restart, given where the feed stands.
    ///
    /// The caller must have read `feedPosition` before this call: the feed gives a partition away before
    /// it moves past the event there was no room for, so a position read earlier never covers an event
    /// that this group was not offered.
    long place(int partition, long feedPosition) {
        long position =
                readByFeed(partition)
                        ? Math.max(feedPosition, next.get(partition))
                        : next.get(partition);
        return trackers[partition].place(position);
    }
}
