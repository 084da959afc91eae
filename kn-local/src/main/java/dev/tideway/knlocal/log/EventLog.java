package dev.tideway.knlocal.log;

import dev.tideway.knlocal.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The events of one broker, in numbered partitions; places are offsets, one per partition (array
/// index = partition). Two kinds: Kafka (durable) and memory (gone with the process).
public interface EventLog extends AutoCloseable {
    /// What an event may take with its attributes: `max.request.size` of Knative's Kafka Broker.
    int MAX_EVENT_BYTES = 1_048_576;

    int partitions();

    /// Appends without blocking the caller; the callback runs once, on any thread, when the event is as
    /// durable as this log makes it, or is known not to be. Events with the same `partitionkey`
    /// keep their order.
    void append(Event event, Appended callback);

    /// A reader of all partitions from these offsets; owned by the thread that polls it.
    Cursor cursor(long[] from);

    /// The same for a reader that means to keep up with what is appended, where that can be had for less.
    default Cursor follow(long[] from) {
        return cursor(from);
    }

    /// A reader for which nothing is kept: what the log drops before it came there, it passes over.
    default Cursor glance(long[] from) {
        return cursor(from);
    }

    /// The offset after the last event of each partition.
    long[] ends();

    /// The offset of the first event of each partition that was appended then or later, or the end where there is none.
    long[] since(Instant time);

    /// The group's place, or empty when the group has never committed.
    Optional<long[]> committed(String group);

    /// The places of those groups that have one.
    default Map<String, long[]> committed(Collection<String> groups) {
        var places = new HashMap<String, long[]>();
        for (var group : groups) {
            committed(group).ifPresent(place -> places.put(group, place));
        }
        return places;
    }

    /// Groups whose places can be remembered at once, a few times a second, without that being felt.
    default int commitsAtOnce() {
        return Integer.MAX_VALUE;
    }

    /// Remembers the next offset each partition of the group is to be read from.
    default void commit(String group, long[] next) {
        commit(Map.of(group, next));
    }

    /// Remembers, by group, the next offset each partition is to be read from. One call for all groups costs little
    /// more than one for a single group. Blocks; throws [LogException].
    void commit(Map<String, long[]> places);

    /// Groups that have a place here; none where the Kafka is the user's own, whose groups may be anyone's.
    Set<String> groups();

    /// The group has no place here any longer: its trigger is gone.
    void forget(String group);

    @Override
    void close();

    /// A mistake of the caller otherwise.
    static void requirePlaces(long[] next, int partitions) {
        if (next.length != partitions) {
            throw new IllegalArgumentException(
                    next.length + " places for " + partitions + " partitions");
        }
    }

    /// The end of an append: `where` is null exactly when `error` is not.
    @FunctionalInterface
    interface Appended {
        void done(@Nullable Logged where, @Nullable AppendException error);
    }

    /// Reads forward. Not thread-safe but for [#wakeup].
    interface Cursor extends AutoCloseable {
        /// Up to a few hundred events, in order within each partition; empty when `max` has passed without one, when
        /// [#wakeup] was called, or when all that came was skipped. Offsets may have gaps. Throws [LogException].
        List<Logged> poll(Duration max);

        /// Where the next poll reads in this partition.
        long position(int partition);

        /// Back to an event of the latest polls costs next to nothing.
        void seek(int partition, long offset);

        /// A paused partition is left out of polls until it is resumed.
        void pause(int partition);

        void resume(int partition);

        /// Makes a poll that waits return at once; from any thread.
        void wakeup();

        @Override
        void close();
    }
}
