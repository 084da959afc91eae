package dev.tideway.knlocal.log;

import dev.tideway.knlocal.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Predicate;

/// Reads a broker's log once for all its subscriptions, so that the cost of reading does not grow with
/// their number. A subscription without room for an event leaves the feed for that partition and
/// reads for itself ([CatchUp]) until it has caught up: a slow one never delays another.
///
/// One thread owns the cursor and decides who is read for; others leave it messages.
public final class Feed implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(1);

    private final EventLog log;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final Map<Subscription, CatchUp> catchUps = new HashMap<>();
    private final ConcurrentLinkedQueue<Runnable> messages = new ConcurrentLinkedQueue<>();
    private final AtomicLongArray positions;
    private final EventLog.Cursor cursor;
    private final Thread reader;
    private final Places places;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Setbacks setbacks;

    /// What a group wants from a broker, and where it goes.
    public record Wanted(String group, Predicate<Event> interest, Intake intake) {}

    /// Begins to read. A group that the log does not know yet starts at the end ("latest") and is
    /// remembered there at once; the others go on from their places.
    public Feed(EventLog log, String name, List<Wanted> wanted) {
        this.log = log;
        var ends = log.ends();
        var start = new long[ends.length];
        var recalled = Places.recall(log, wanted.stream().map(Wanted::group).toList(), ends);
        for (var want : wanted) {
            var from = recalled.getOrDefault(want.group(), ends);
            for (int partition = 0; partition < start.length; partition++) {
                start[partition] = Math.max(start[partition], from[partition]);
            }
            subscriptions.add(new Subscription(want.group(), from, want.interest(), want.intake()));
        }
        this.positions = new AtomicLongArray(wanted.isEmpty() ? ends : start);
        this.cursor = log.cursor(wanted.isEmpty() ? ends : start);
        this.places = new Places(log, subscriptions, positions, name);
        this.setbacks = new Setbacks("feed " + name, closing);
        this.reader = Thread.ofPlatform().name("feed " + name).unstarted(this::read);
        for (var subscription : subscriptions) {
            for (int partition = 0; partition < start.length; partition++) {
                int joining = partition;
                messages.add(() -> join(subscription, joining));
            }
        }
    }

    /// Starts to hand out events; the intakes must be ready.
    public Feed start() {
        reader.start();
        places.start();
        return this;
    }

    /// In the order they were wanted.
    public List<Subscription> subscriptions() {
        return List.copyOf(subscriptions);
    }

    /// Events of the log that the group has not finished yet.
    public long lag(Subscription subscription) {
        long lag = 0;
        var ends = log.ends();
        for (int partition = 0; partition < ends.length; partition++) {
            long place = subscription.place(partition, positions.get(partition));
            lag += Math.max(0, ends[partition] - place);
        }
        return lag;
    }

    long position(int partition) {
        return positions.get(partition);
    }

    /// Leaves the partition to the feed again; called by the [CatchUp] that lets go of it.
    void giveBack(Subscription subscription, int partition) {
        messages.add(() -> join(subscription, partition));
        cursor.wakeup();
    }

    /// Ends only when the feed is closed: a reader that died would stop every trigger of the broker.
    private void read() {
        boolean astray = false;
        while (closing.getCount() > 0) {
            try {
                if (astray) {
                    goBack();
                    astray = false;
                }
                handleMessages();
                handOut(cursor.poll(POLL));
                setbacks.succeeded();
            } catch (RuntimeException | Error e) {
                astray = true;
                setbacks.failed(e);
            }
        }
    }

    /// To the first events that were not handed out to all; those who have them already do not take them twice.
    private void goBack() {
        for (int partition = 0; partition < positions.length(); partition++) {
            cursor.seek(partition, positions.get(partition));
        }
    }

    private void handleMessages() {
        for (var message = messages.peek(); message != null; message = messages.peek()) {
            message.run();
            messages.remove();
        }
    }

    private void handOut(List<Logged> some) {
        for (var logged : some) {
            handOut(logged);
            positions.set(logged.partition(), logged.offset() + 1);
        }
        // The log may have skipped records that are none of ours.
        for (int partition = 0; partition < positions.length(); partition++) {
            positions.set(partition, cursor.position(partition));
        }
    }

    private void handOut(Logged logged) {
        int partition = logged.partition();
        for (var subscription : subscriptions) {
            if (subscription.readByFeed(partition) && !subscription.offer(logged)) {
                subscription.giveToCatchUp(partition, logged.offset());
                catchUp(subscription, partition);
            }
        }
    }

    private void join(Subscription subscription, int partition) {
        if (subscription.next(partition) >= positions.get(partition)) {
            subscription.giveToFeed(partition);
        } else {
            catchUp(subscription, partition);
        }
    }

    private void catchUp(Subscription subscription, int partition) {
        var running = catchUps.get(subscription);
        if (running == null || !running.adopt(partition)) {
            var fresh = new CatchUp(log, subscription, this);
            fresh.adopt(partition);
            catchUps.put(subscription, fresh);
            fresh.start();
        }
    }

    /// Stops reading and remembers each group's place. Events in hand that are not finished by now will be
    /// read again.
    @Override
    public void close() {
        closing.countDown();
        cursor.wakeup();
        Threads.join(reader);
        catchUps.values().forEach(CatchUp::close);
        places.close();
        cursor.close();
    }
}
