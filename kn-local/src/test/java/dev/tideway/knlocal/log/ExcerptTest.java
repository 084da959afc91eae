package dev.tideway.knlocal.log;

import static dev.tideway.knlocal.log.LogSteps.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.knlocal.testing.Events;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A part of a log, read beside all others.
class ExcerptTest {
    private static final Instant START = Instant.parse("2026-03-02T09:30:00Z");

    private Instant now = START;
    private final MemoryLog log = new MemoryLog(2, 64 << 10, () -> now);

    private void add(String id) {
        append(log, Events.keyed(id, "key")).join();
        now = now.plusSeconds(1);
    }

    private static List<String> read(Excerpt excerpt) {
        var ids = new ArrayList<String>();
        try (excerpt) {
            for (var some = excerpt.next(); !some.isEmpty(); some = excerpt.next()) {
                some.forEach(logged -> ids.add(logged.event().id()));
            }
        }
        return ids;
    }

    @Test
    void it_begins_with_its_first_time_and_ends_before_its_last() {
        for (int i = 0; i < 5; i++) {
            add("e" + i);
        }
        var end = Optional.of(START.plusSeconds(3));
        assertThat(read(Excerpt.between(log, START.plusSeconds(1), end)))
                .containsExactly("e1", "e2");
        assertThat(Excerpt.between(log, START.plusSeconds(1), end).length()).isEqualTo(2);
        assertThat(read(Excerpt.between(log, START.plusMillis(3_500), Optional.empty())))
                .containsExactly("e4");
        assertThat(read(Excerpt.between(log, START.plusSeconds(9), Optional.empty()))).isEmpty();
    }

    @Test
    void what_comes_after_it_was_asked_for_is_not_in_it() {
        add("before");
        var excerpt = Excerpt.between(log, START, Optional.empty());
        add("after");
        assertThat(read(excerpt)).containsExactly("before");
    }

    @Test
    void offsets_count_as_far_as_they_are_there() {
        for (int i = 0; i < 5; i++) {
            add("e" + i);
        }
        int partition = log.ends()[0] == 5 ? 0 : 1;
        assertThat(read(Excerpt.of(log, partition, 1, 3))).containsExactly("e1", "e2");
        assertThat(read(Excerpt.of(log, partition, 3, Long.MAX_VALUE))).containsExactly("e3", "e4");
        assertThat(read(Excerpt.of(log, partition, 9, Long.MAX_VALUE))).isEmpty();
        assertThat(read(Excerpt.of(log, 1 - partition, 0, Long.MAX_VALUE))).isEmpty();
        assertThatThrownBy(() -> Excerpt.of(log, 2, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no partition 2: the last one is 1");
    }

    @Test
    void the_log_keeps_nothing_for_it_and_it_passes_over_what_is_gone() {
        // Given
        add("old");
        try (var excerpt = Excerpt.between(log, START, Optional.empty())) {
            // When
            for (int i = 0; i < 200; i++) {
                append(log, Events.sized("e" + i, 1_024).with("partitionkey", "key")).join();
            }
            // Then
            assertThat(excerpt.next()).isEmpty();
        }
    }
}
