package dev.tideway.knlocal.log;

import dev.tideway.knlocal.event.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Reads a broker's log once for all its subscriptions, so that the cost of reading does not grow with
/// their number. A subscription without room for an event leaves the feed for that partition and
/// reads for itself ([CatchUp]) until it has caught up: a slow one never delays another.
///
/// One thread owns the cursor and decides who is read for; others leave it messages.
public final class Feed implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(1);

    /// Events of a partition that the feed reads again for a group behind others: where a [CatchUp] costs more.
    private static final long REACH = 50_000;

    private final EventLog log;
    private final List<Subscription> subscriptions;
    private final SubscriptionIndex index;
    private final Map<Subscription, CatchUp> catchUps = new HashMap<>();
    private final ConcurrentLinkedQueue<Runnable> messages = new ConcurrentLinkedQueue<>();
    private final AtomicLongArray positions;
    private final EventLog.Cursor cursor;
    private final Thread reader;
    private final Places places;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Setbacks setbacks;

    /// What a group wants from a broker, and where it goes.
    ///
    /// @param requirements what an event has that the interest is in: by attribute, values of which it has one. The
    ///     interest is asked about no other event.
    public record Wanted(
            String group,
            Predicate<Event> interest,
            Map<String, Set<String>> requirements,
            Intake intake) {
        public Wanted(String group, Predicate<Event> interest, Intake intake) {
            this(group, interest, Map.of(), intake);
        }
    }

    /// Begins to read. A group that the log does not know yet starts at the end ("latest") and is
    /// remembered there at once; the others go on from their places.
    public Feed(EventLog log, String name, List<Wanted> wanted) {
        this.log = log;
        var recalled = Recalled.from(log, wanted.stream().map(Wanted::group).toList());
        this.subscriptions =
                wanted.stream()
                        .map(want -> new Subscription(want, recalled.of(want.group())))
                        .toList();
        this.index = new SubscriptionIndex(subscriptions);
        var start = recalled.start(REACH);
        this.positions = new AtomicLongArray(start);
        this.cursor = log.follow(start);
        this.places = new Places(log, subscriptions, positions, recalled, name);
        this.setbacks = new Setbacks("feed " + name, closing);
        this.reader = Thread.ofPlatform().name("feed " + name).unstarted(this::read);
        for (var subscription : subscriptions) {
            for (int partition = 0; partition < positions.length(); partition++) {
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
        return subscriptions;
    }

    /// Events of the log that each group has not finished yet, in the order they were wanted.
    public long[] lags() {
        var ends = log.ends();
        return subscriptions.stream().mapToLong(subscription -> lag(subscription, ends)).toArray();
    }

    public long lag(Subscription subscription) {
        return lag(subscription, log.ends());
    }

    private long lag(Subscription subscription, long[] ends) {
        return IntStream.range(0, ends.length)
                .mapToLong(p -> ends[p] - subscription.place(p, positions.get(p)))
                .filter(lag -> lag > 0)
                .sum();
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
        index.candidates(logged.event(), subscription -> offer(subscription, logged));
    }

    private void offer(Subscription subscription, Logged logged) {
        int partition = logged.partition();
        if (subscription.readByFeed(partition) && !subscription.offer(logged)) {
            subscription.giveToCatchUp(partition, logged.offset());
            catchUp(subscription, partition);
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
