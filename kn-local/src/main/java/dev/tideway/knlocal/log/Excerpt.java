package dev.tideway.knlocal.log;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A part of a log, read once from its beginning to its end. Nobody else is disturbed: it is read in no group, and the log
/// keeps nothing for it that it would drop. One thread at a time may read it.
public final class Excerpt implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    /// Polls in a row that bring nothing and lead nowhere.
    private static final int PATIENCE = 100;

    private final EventLog.Cursor cursor;
    private final long[] to;
    private final boolean[] passed;
    private final long length;

    private Excerpt(EventLog log, long[] from, long[] to) {
        this.to = to;
        this.passed = new boolean[to.length];
        this.length = IntStream.range(0, to.length).mapToLong(p -> to[p] - from[p]).sum();
        this.cursor = log.glance(from);
        pausePassed();
    }

    /// What was appended from one time on until before another; until now when there is no other.
    public static Excerpt between(EventLog log, Instant from, Optional<Instant> to) {
        var ends = log.ends();
        var start = log.since(from);
        return within(log, start, to.map(log::since).orElse(ends));
    }

    /// What stands in one partition from one offset on until before another, as far as it is there.
    ///
    /// @throws IllegalArgumentException when the log has no such partition
    public static Excerpt of(EventLog log, int partition, long from, long to) {
        if (partition < 0 || partition >= log.partitions()) {
            throw new IllegalArgumentException(
                    "there is no partition %d: the last one is %d"
                            .formatted(partition, log.partitions() - 1));
        }
        var ends = log.ends();
        var starts = ends.clone();
        var first = log.since(Instant.EPOCH)[partition];
        starts[partition] = Math.clamp(from, Math.min(first, ends[partition]), ends[partition]);
        ends[partition] = Math.min(to, ends[partition]);
        return within(log, starts, ends);
    }

    private static Excerpt within(EventLog log, long[] from, long[] to) {
        var end = to.clone();
        Arrays.setAll(end, p -> Math.max(from[p], to[p]));
        return new Excerpt(log, from, end);
    }

    /// How many places it has; events may be fewer.
    public long length() {
        return length;
    }

    /// The next few events, in order within each partition; none at the end. Throws [LogException].
    public List<Logged> next() {
        int idle = 0;
        for (long before = left(); before > 0; before = left()) {
            var some =
                    cursor.poll(POLL).stream()
                            .filter(logged -> logged.offset() < to[logged.partition()])
                            .toList();
            pausePassed();
            if (!some.isEmpty()) {
                return some;
            }
            idle = left() < before ? 0 : idle + 1;
            if (idle == PATIENCE) {
                throw new LogException(
                        "the log does not give %d events that it should have".formatted(before),
                        null);
            }
        }
        return List.of();
    }

    private long left() {
        return IntStream.range(0, to.length)
                .filter(p -> !passed[p])
                .mapToLong(p -> Math.max(0, to[p] - cursor.position(p)))
                .sum();
    }

    private void pausePassed() {
        for (int p = 0; p < to.length; p++) {
            if (!passed[p] && cursor.position(p) >= to[p]) {
                passed[p] = true;
                cursor.pause(p);
            }
        }
    }

    @Override
    public void close() {
        cursor.close();
    }
}
