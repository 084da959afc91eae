package dev.tideway.knlocal.log;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private boolean failing;

    Places(EventLog log, List<Subscription> subscriptions, AtomicLongArray feed, String name) {
        this.log = log;
        this.subscriptions = subscriptions;
        this.feed = feed;
        this.clock =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("places " + name).factory());
    }

    /// Where each group goes on. One that the log does not know yet is remembered at the end, before anything is read
    /// for it; a place past the end is one in a log that has since lost its last events, and what comes next is new.
    static Map<String, long[]> recall(EventLog log, List<String> groups, long[] ends) {
        var places = new HashMap<String, long[]>();
        var unknown = new HashMap<String, long[]>();
        for (var group : groups) {
            var place = log.committed(group);
            if (place.isPresent()) {
                places.put(group, atMost(ends, place.get(), group));
            } else {
                unknown.put(group, ends);
            }
        }
        if (!unknown.isEmpty()) {
            log.commit(unknown);
        }
        places.putAll(unknown);
        return places;
    }

    private static long[] atMost(long[] ends, long[] place, String group) {
        var from = new long[ends.length];
        for (int partition = 0; partition < from.length; partition++) {
            from[partition] = Math.min(place[partition], ends[partition]);
        }
        if (!Arrays.equals(from, place)) {
            LOG.warn(
                    "{} stood at {}, but the log ends at {}: it goes on from there",
                    group,
                    Arrays.toString(place),
                    Arrays.toString(ends));
        }
        return from;
    }

    void start() {
        var _ =
                clock.scheduleWithFixedDelay(
                        this::remember, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void remember() {
        var moved = new HashMap<String, long[]>();
        for (var subscription : subscriptions) {
            var now = places(subscription);
            if (!Arrays.equals(now, remembered.get(subscription.group()))) {
                moved.put(subscription.group(), now);
            }
        }
        if (!moved.isEmpty()) {
            commit(moved);
        }
    }

    /// What fails now is tried again the next time; it is said once.
    private void commit(Map<String, long[]> moved) {
        try {
            log.commit(moved);
            remembered.putAll(moved);
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("places of {} not remembered yet: {}", moved.keySet(), e.getMessage());
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
        remember();
    }
}
