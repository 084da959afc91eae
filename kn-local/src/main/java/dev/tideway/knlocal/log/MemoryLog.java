package dev.tideway.knlocal.log;

import dev.tideway.knlocal.event.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Events in this process only, as those of Knative's in-memory channel are: gone when it ends.
///
/// An event is kept until every group has committed past it and every cursor that reads its partition has passed it.
/// Nothing is dropped before the log is a quarter full; when it is full, appends are refused.
public final class MemoryLog implements EventLog {
    public static final long DEFAULT_LIMIT = 64 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final MemoryPartition[] partitions;
    private final Map<String, long[]> places = new HashMap<>();
    private final Set<MemoryCursor> cursors = new HashSet<>();
    private final long limit;
    private final InstantSource clock;
    private int turn;
    private long bytes;

    /// `limit` in bytes, of data and attributes together.
    public MemoryLog(int partitions, long limit) {
        this(partitions, limit, InstantSource.system());
    }

    MemoryLog(int partitions, long limit, InstantSource clock) {
        this.clock = clock;
        this.partitions = new MemoryPartition[partitions];
        this.limit = limit;
        Arrays.setAll(this.partitions, _ -> new MemoryPartition());
    }

    @Override
    public int partitions() {
        return partitions.length;
    }

    @Override
    public void append(Event event, Appended callback) {
        var size = size(event);
        if (size > MAX_EVENT_BYTES) {
            callback.done(null, AppendException.tooLarge(size));
            return;
        }
        lock.lock();
        try {
            // Within, so that who appends hears of it before any reader does.
            var where = place(event, size);
            callback.done(where, where == null ? full() : null);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Logged place(Event event, int size) {
        if (bytes + size > limit / 4) {
            dropWhatAllHavePassed();
        }
        if (bytes + size > limit) {
            return null;
        }
        var partition = partition(event);
        var where = new Logged(partition, partitions[partition].end(), event);
        partitions[partition].add(where, size, clock.instant());
        bytes += size;
        news.signalAll();
        return where;
    }

    /// One partition per key; the others in turn.
    private int partition(Event event) {
        var key = event.attribute("partitionkey");
        turn = (turn + 1) % partitions.length;
        return key == null ? turn : Math.floorMod(key.hashCode(), partitions.length);
    }

    private void dropWhatAllHavePassed() {
        for (var partition = 0; partition < partitions.length; partition++) {
            bytes -= partitions[partition].dropBefore(passedByAll(partition));
        }
    }

    private long passedByAll(int partition) {
        var committed = places.values().stream().mapToLong(next -> next[partition]);
        var read = cursors.stream().mapToLong(cursor -> cursor.holds(partition));
        return Math.min(committed.min().orElse(Long.MAX_VALUE), read.min().orElse(Long.MAX_VALUE));
    }

    private AppendException full() {
        return new AppendException(
                "the in-memory log is full (%d bytes): its triggers are too far behind"
                        .formatted(limit));
    }

    /// Data and attributes, about what they take as a record.
    private static int size(Event event) {
        var data = event.data();
        var size = data == null ? 0 : data.length;
        for (var attribute : event.attributes().entrySet()) {
            size += attribute.getKey().length() + attribute.getValue().length() + 8;
        }
        return size;
    }

    @Override
    public Cursor cursor(long[] from) {
        lock.lock();
        try {
            var cursor = new MemoryCursor(partitions, from, lock, news, cursors::remove);
            cursors.add(cursor);
            return cursor;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Cursor glance(long[] from) {
        return new MemoryCursor(partitions, from, lock, news, _ -> {});
    }

    @Override
    public long[] since(Instant time) {
        lock.lock();
        try {
            return Arrays.stream(partitions).mapToLong(it -> it.since(time)).toArray();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long[] ends() {
        lock.lock();
        try {
            return Arrays.stream(partitions).mapToLong(MemoryPartition::end).toArray();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<long[]> committed(String group) {
        lock.lock();
        try {
            return Optional.ofNullable(places.get(group)).map(long[]::clone);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void commit(Map<String, long[]> fresh) {
        fresh.values().forEach(next -> EventLog.requirePlaces(next, partitions.length));
        lock.lock();
        try {
            fresh.forEach((group, next) -> places.put(group, next.clone()));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Set<String> groups() {
        lock.lock();
        try {
            return Set.copyOf(places.keySet());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void forget(String group) {
        lock.lock();
        try {
            places.remove(group);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {}
}
