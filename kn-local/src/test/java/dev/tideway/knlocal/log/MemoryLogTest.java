package dev.tideway.knlocal.log;

import static dev.tideway.knlocal.log.LogSteps.append;
import static dev.tideway.knlocal.log.LogSteps.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.knlocal.event.Event;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryLogTest extends EventLogContract {
    private static final int KIB = 1024;
    private static final Duration NOW = Duration.ZERO;

    @Override
    public EventLog log() {
        return new MemoryLog(PARTITIONS, MemoryLog.DEFAULT_LIMIT);
    }

    @Test
    void without_anyone_to_read_it_takes_events_for_ever() {
        try (var log = new MemoryLog(1, 64 * KIB)) {
            for (var i = 0; i < 1_000; i++) {
                append(log, kibibyte(i)).join();
            }
            assertThat(log.ends()).containsExactly(1_000);
        }
    }

    @Test
    void an_event_that_a_group_has_not_passed_is_kept_and_a_full_log_refuses_others() {
        try (var log = new MemoryLog(1, 64 * KIB)) {
            // Given
            log.commit("group", new long[] {0});
            // When
            var taken = appendUntilRefused(log);
            // Then
            assertThat(taken).isBetween(50, 64);
            assertThat(read(log, taken).getFirst().event().id()).isEqualTo("0");
            assertThatThrownBy(() -> append(log, kibibyte(0)).join())
                    .cause()
                    .isInstanceOf(AppendException.class)
                    .hasMessageContainingAll("full", "65536 bytes");
        }
    }

    @Test
    void what_every_group_has_committed_past_makes_room() {
        try (var log = new MemoryLog(1, 64 * KIB)) {
            // Given
            log.commit(Map.of("fast", new long[] {0}, "slow", new long[] {0}));
            long taken = appendUntilRefused(log);
            // When
            log.commit("fast", new long[] {taken});
            log.commit("slow", new long[] {10});
            // Then
            assertThat(appendUntilRefused(log)).isEqualTo(10);
            // When
            log.forget("slow");
            // Then
            assertThat(appendUntilRefused(log)).isEqualTo(taken - 10);
        }
    }

    @Test
    void a_cursor_keeps_what_it_has_not_read_unless_it_is_paused_or_closed() {
        try (var log = new MemoryLog(1, 64 * KIB)) {
            try (var cursor = log.cursor(new long[1])) {
                appendUntilRefused(log);
                cursor.pause(0);
                append(log, kibibyte(0)).join();
                cursor.resume(0);
                assertThat(appendUntilRefused(log)).isPositive();
            }
            append(log, kibibyte(0)).join();
        }
    }

    @Test
    void a_cursor_that_comes_too_late_goes_on_with_what_is_still_there() {
        try (var log = new MemoryLog(1, 64 * KIB);
                var cursor = log.cursor(new long[1])) {
            cursor.pause(0);
            for (var i = 0; i < 1_000; i++) {
                append(log, kibibyte(i)).join();
            }
            cursor.resume(0);
            var found = cursor.poll(NOW);
            assertThat(found.getFirst().offset()).isPositive();
            assertThat(found.getLast().event().id()).isEqualTo("999");
        }
    }

    @Test
    void a_cursor_from_a_place_of_an_earlier_process_starts_at_the_end() {
        try (var log = new MemoryLog(1, 64 * KIB);
                var cursor = log.cursor(new long[] {77})) {
            append(log, kibibyte(0)).join();
            cursor.seek(0, 77);
            assertThat(cursor.poll(NOW)).isEmpty();
            assertThat(cursor.position(0)).isEqualTo(1);
        }
    }

    private static int appendUntilRefused(EventLog log) {
        var taken = 0;
        while (!append(log, kibibyte(taken)).isCompletedExceptionally()) {
            taken++;
        }
        return taken;
    }

    private static Event kibibyte(int id) {
        return Event.of(
                Map.of("specversion", "1.0", "id", "" + id, "source", "/t", "type", "t"),
                new byte[KIB]);
    }
}
