package dev.tideway.knlocal.log;

import static dev.tideway.knlocal.log.EventLogContract.PARTITIONS;
import static dev.tideway.knlocal.log.LogSteps.append;
import static dev.tideway.knlocal.log.LogSteps.appendElsewhere;
import static dev.tideway.knlocal.log.LogSteps.appendKeyed;
import static dev.tideway.knlocal.log.LogSteps.event;
import static dev.tideway.knlocal.log.LogSteps.ids;
import static dev.tideway.knlocal.log.LogSteps.keyed;
import static dev.tideway.knlocal.log.LogSteps.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// How an [EventLog] is read.
interface CursorContract {
    /// An empty log of [EventLogContract#PARTITIONS] partitions.
    EventLog log();

    @Test
    default void cursors_do_not_see_each_other() {
        try (var log = log();
                var first = log.cursor(new long[PARTITIONS]);
                var second = log.cursor(new long[PARTITIONS])) {
            appendKeyed(log, 10);
            assertThat(ids(read(first, 10))).hasSize(10);
            first.seek(0, 0);
            assertThat(ids(read(second, 10))).hasSize(10);
        }
    }

    @Test
    default void a_cursor_starts_where_it_is_told() {
        try (var log = log()) {
            appendKeyed(log, 5);
            var ends = log.ends();
            var where = append(log, event("new")).join();
            try (var cursor = log.cursor(ends)) {
                assertThat(ids(read(cursor, 1))).containsExactly("new");
                assertThat(cursor.position(where.partition())).isEqualTo(where.offset() + 1);
            }
        }
    }

    @Test
    default void a_time_leads_to_the_first_event_of_then_or_later() {
        try (var log = log()) {
            var where = appendKeyed(log, 3).getFirst();
            assertThat(log.since(Instant.EPOCH)[where.partition()]).isZero();
            assertThat(log.since(Instant.now().plusSeconds(3_600))).isEqualTo(log.ends());
        }
    }

    @Test
    default void a_glance_reads_what_a_cursor_does() {
        try (var log = log();
                var glance = log.glance(new long[PARTITIONS])) {
            appendKeyed(log, 10);
            assertThat(ids(read(glance, 10))).hasSize(10);
        }
    }

    @Test
    default void a_cursor_reads_again_after_a_seek_back() {
        try (var log = log();
                var cursor = log.cursor(new long[PARTITIONS])) {
            var where = appendKeyed(log, 6).getFirst();
            read(cursor, 6);
            cursor.seek(where.partition(), where.offset() + 2);
            assertThat(cursor.position(where.partition())).isEqualTo(where.offset() + 2);
            assertThat(ids(read(cursor, 4))).containsExactly("e2", "e3", "e4", "e5");
        }
    }

    @Test
    default void a_paused_partition_is_left_out_until_it_is_resumed() {
        try (var log = log();
                var cursor = log.cursor(new long[PARTITIONS])) {
            // Given
            var paused = append(log, keyed("p", "one")).join().partition();
            read(cursor, 1);
            cursor.pause(paused);
            append(log, keyed("waits", "one")).join();
            var other = appendElsewhere(log, paused);
            // When
            var meanwhile = read(cursor, 1);
            // Then
            assertThat(meanwhile.getFirst().partition()).isEqualTo(other.partition());
            assertThat(cursor.poll(Duration.ofMillis(20))).isEmpty();
            cursor.resume(paused);
            assertThat(ids(read(cursor, 1))).containsExactly("waits");
        }
    }

    @Test
    default void a_poll_that_finds_nothing_comes_back_empty() {
        try (var log = log();
                var cursor = log.cursor(new long[PARTITIONS])) {
            assertThat(cursor.poll(Duration.ofMillis(20))).isEmpty();
        }
    }

    @Test
    default void wakeup_ends_a_poll_that_waits_and_loses_nothing() throws Exception {
        try (var log = log();
                var cursor = log.cursor(new long[PARTITIONS])) {
            // Given
            var woken = new CompletableFuture<List<Logged>>();
            var reader =
                    Thread.ofPlatform()
                            .start(() -> woken.complete(cursor.poll(Duration.ofMinutes(10))));
            // When
            cursor.wakeup();
            // Then
            assertThat(woken.get(20, TimeUnit.SECONDS)).isEmpty();
            reader.join();
            append(log, event("after")).join();
            assertThat(ids(read(cursor, 1))).containsExactly("after");
        }
    }

    @Test
    default void a_poll_that_waits_gets_what_is_appended_meanwhile() throws Exception {
        try (var log = log();
                var cursor = log.cursor(new long[PARTITIONS])) {
            var got = new CompletableFuture<List<Logged>>();
            var reader =
                    Thread.ofPlatform()
                            .start(() -> got.complete(cursor.poll(Duration.ofMinutes(10))));
            append(log, event("late")).join();
            assertThat(ids(got.get(20, TimeUnit.SECONDS))).containsExactly("late");
            reader.join();
        }
    }

    @Test
    default void seeking_back_over_a_whole_poll_gives_the_same_events_again() {
        try (var log = log();
                var cursor = log.cursor(new long[PARTITIONS])) {
            var where = appendKeyed(log, 1_500).getFirst();
            var first = ids(read(cursor, 1_500));
            cursor.seek(where.partition(), where.offset());
            assertThat(ids(read(cursor, 1_500))).isEqualTo(first);
            assertThat(cursor.position(where.partition())).isEqualTo(1_500);
        }
    }

    @Test
    default void an_event_given_back_by_a_seek_waits_while_its_partition_is_paused() {
        try (var log = log();
                var cursor = log.cursor(new long[PARTITIONS])) {
            // Given
            var where = appendKeyed(log, 5).getFirst();
            read(cursor, 5);
            // When
            cursor.seek(where.partition(), where.offset() + 3);
            cursor.pause(where.partition());
            var other = appendElsewhere(log, where.partition());
            // Then
            assertThat(read(cursor, 1).getFirst().partition()).isEqualTo(other.partition());
            cursor.resume(where.partition());
            assertThat(ids(read(cursor, 2))).containsExactly("e3", "e4");
        }
    }

    @Test
    default void a_seek_forward_passes_events_over() {
        try (var log = log();
                var cursor = log.cursor(new long[PARTITIONS])) {
            // Given
            var partition = appendKeyed(log, 1_500).getFirst().partition();
            assertThat(cursor.poll(Duration.ofSeconds(20))).hasSizeBetween(1, 500);
            // When
            cursor.seek(partition, 1_498);
            // Then
            assertThat(ids(read(cursor, 2))).containsExactly("e1498", "e1499");
            // When
            cursor.seek(partition, 0);
            cursor.poll(Duration.ofSeconds(20));
            cursor.seek(partition, 1_500);
            var next = append(log, keyed("next", "same")).join();
            // Then
            assertThat(ids(read(cursor, 1))).containsExactly("next");
            assertThat(cursor.position(partition)).isEqualTo(next.offset() + 1);
        }
    }
}
