package dev.tideway.knlocal.log;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Remembers in the log, a few times a second and at the end, how far each group has come. What was
/// finished since the last time is delivered again after a crash: at least once, never less.
final class Places implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Places.class);
    private static final long EVERY_MILLIS = 250;

    private final EventLog log;
    private final List<Subscription> subscriptions;
    private final AtomicLongArray feed;
    private final Map<String, long[]> remembered = new HashMap<>();
    private final ScheduledExecutorService clock;
    private int turn;
    private boolean failing;

    /// @param recalled what is remembered already
    Places(
            EventLog log,
            List<Subscription> subscriptions,
            AtomicLongArray feed,
            Recalled recalled,
            String name) {
        this.log = log;
        this.subscriptions = subscriptions;
        this.feed = feed;
        remembered.putAll(recalled.places());
        this.clock =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("places " + name).factory());
    }

    void start() {
        var _ =
                clock.scheduleWithFixedDelay(
                        this::remember, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// A group that has finished an event since, at once; the others a few at a time, in turn: they move only because the
    /// feed does, and would after a crash read nothing of their own again.
    private void remember() {
        int few = Math.min(log.commitsAtOnce(), subscriptions.size());
        var moved = new HashMap<String, long[]>();
        for (int i = 0; i < subscriptions.size(); i++) {
            boolean itsTurn = Math.floorMod(i - turn, subscriptions.size()) < few;
            collect(subscriptions.get(i), itsTurn, moved);
        }
        turn += few;
        commit(moved);
    }

    private void collect(Subscription subscription, boolean itsTurn, Map<String, long[]> moved) {
        var now = places(subscription);
        var before = Objects.requireNonNull(remembered.get(subscription.group()));
        if (itsTurn ? !Arrays.equals(now, before) : hasFinished(subscription, before, now)) {
            moved.put(subscription.group(), now);
        }
    }

    private static boolean hasFinished(Subscription subscription, long[] before, long[] now) {
        for (int partition = 0; partition < now.length; partition++) {
            if (before[partition] < Math.min(now[partition], subscription.next(partition))) {
                return true;
            }
        }
        return false;
    }

    /// What fails now is tried again the next time; it is said once.
    private void commit(Map<String, long[]> moved) {
        if (moved.isEmpty()) {
            return;
        }
        try {
            log.commit(moved);
            remembered.putAll(moved);
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn(
                        "places of {} groups not remembered yet: {}", moved.size(), e.getMessage());
            }
            failing = true;
        }
    }

    private long[] places(Subscription subscription) {
        var places = new long[feed.length()];
        for (int partition = 0; partition < places.length; partition++) {
            long feedPosition = feed.get(partition);
            places[partition] = subscription.place(partition, feedPosition);
        }
        return places;
    }

    @Override
    public void close() {
        clock.close();
        var moved = new HashMap<String, long[]>();
        subscriptions.forEach(subscription -> collect(subscription, true, moved));
        commit(moved);
    }
}
