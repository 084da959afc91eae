package dev.tideway.knlocal.log;

import static dev.tideway.knlocal.log.LogSteps.append;
import static dev.tideway.knlocal.log.LogSteps.data;
import static dev.tideway.knlocal.log.LogSteps.keyed;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// Whoever appends, and however much the tail holds, a follower reads every event of a partition once and in order.
class TailCursorTest {
    private static final int PARTITIONS = 2;

    /// What may happen to a topic and its reader.
    sealed interface Deed {
        /// Bytes of the data; ours pass the tail, the others' do not.
        record Append(boolean ours, int bytes) implements Deed {}

        record Poll() implements Deed {}

        record SeekBack(int partition, int events) implements Deed {}

        record Pause(int partition) implements Deed {}

        record Resume(int partition) implements Deed {}
    }

    @Provide
    Arbitrary<List<Deed>> deeds() {
        var ours = Arbitraries.of(true, true, true, false);
        var sizes = Arbitraries.of(10, 10, 10, 900_000);
        var partition = Arbitraries.integers().between(0, PARTITIONS - 1);
        return Arbitraries.<Deed>frequencyOf(
                        Tuple.of(8, Combinators.combine(ours, sizes).as(Deed.Append::new)),
                        Tuple.of(4, Arbitraries.just(new Deed.Poll())),
                        Tuple.of(
                                1,
                                Combinators.combine(partition, Arbitraries.integers().between(1, 5))
                                        .as(Deed.SeekBack::new)),
                        Tuple.of(1, partition.map(Deed.Pause::new)),
                        Tuple.of(1, partition.map(Deed.Resume::new)))
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 400)
    void every_event_is_read_once_and_in_order(@ForAll("deeds") List<Deed> deeds) {
        try (var reading = new Reading()) {
            deeds.forEach(reading::happens);
            reading.readAll();
        }
    }

    @Example
    void events_of_others_come_while_ours_never_stop() {
        try (var reading = new Reading()) {
            // Given
            var ours = reading.append(true, 10).partition();
            var theirs = reading.append(false, 10);
            assertThat(theirs.partition()).isNotEqualTo(ours);
            // When
            var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (reading.expected[theirs.partition()] == 0 && System.nanoTime() < deadline) {
                reading.tail.add(append(reading.topic, keyed("more", reading.keyOf(ours))).join());
                reading.poll();
            }
            // Then
            assertThat(reading.expected[theirs.partition()]).isOne();
            assertThat(reading.expected[ours]).isGreaterThan(1);
        }
    }

    /// A topic in memory, one follower, and what it has to read next.
    private static final class Reading implements AutoCloseable {
        private final MemoryLog topic = new MemoryLog(PARTITIONS, 1 << 30);
        private final EventLog.Cursor fetches = topic.cursor(new long[PARTITIONS]);
        private final Tail tail = new Tail(PARTITIONS, fetches::wakeup);
        private final TailCursor cursor =
                new TailCursor(fetches, tail, new long[PARTITIONS], () -> {});
        private final List<Integer> paused = new ArrayList<>();
        private final long[] expected = new long[PARTITIONS];
        private int appended;

        void happens(Deed deed) {
            switch (deed) {
                case Deed.Append(boolean ours, int bytes) -> append(ours, bytes);
                case Deed.Poll() -> poll();
                case Deed.SeekBack(int partition, int events) -> {
                    expected[partition] = Math.max(0, expected[partition] - events);
                    cursor.seek(partition, expected[partition]);
                }
                case Deed.Pause(int partition) -> {
                    paused.add(partition);
                    cursor.pause(partition);
                }
                case Deed.Resume(int partition) -> {
                    paused.removeIf(p -> p == partition);
                    cursor.resume(partition);
                }
            }
        }

        Logged append(boolean ours, int bytes) {
            var where = LogSteps.append(topic, data("e" + appended++, new byte[bytes])).join();
            if (ours) {
                tail.add(where);
            }
            return where;
        }

        /// One whose events come to that partition.
        String keyOf(int partition) {
            return partition == 0 ? "b" : "a";
        }

        private void poll() {
            for (var logged : cursor.poll(Duration.ofMillis(1))) {
                assertThat(paused).doesNotContain(logged.partition());
                assertThat(logged.offset()).isEqualTo(expected[logged.partition()]++);
            }
            for (int partition = 0; partition < PARTITIONS; partition++) {
                assertThat(cursor.position(partition)).isEqualTo(expected[partition]);
            }
        }

        void readAll() {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                cursor.resume(partition);
            }
            paused.clear();
            var ends = topic.ends();
            for (int polls = 0; !Arrays.equals(expected, ends); polls++) {
                assertThat(polls).as("polls, %s read", expected).isLessThan(1_000);
                poll();
            }
        }

        @Override
        public void close() {
            cursor.close();
            topic.close();
        }
    }
}
