package dev.tideway.knlocal.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.testing.Events;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecalledTest {
    private final MemoryLog log = new MemoryLog(1, MemoryLog.DEFAULT_LIMIT);

    @Test
    void reading_starts_with_the_group_that_is_furthest_behind() {
        append(50);
        log.commit(places(20, 30, 25));
        assertThat(recalled().start(10)).containsExactly(20);
    }

    @Test
    void but_not_with_one_that_is_out_of_reach() {
        append(50);
        log.commit(places(19, 30, 25));
        assertThat(recalled().start(10)).containsExactly(25);
    }

    @Test
    void without_groups_it_starts_at_the_end() {
        append(50);
        assertThat(Recalled.from(log, List.of()).start(10)).containsExactly(50);
    }

    @Test
    void a_place_past_the_end_is_remembered_as_the_end() {
        append(3);
        log.commit(places(1, 100, 2));
        assertThat(recalled().of("g1")).containsExactly(3);
        assertThat(log.committed("g1")).hasValue(new long[] {3});
    }

    private Recalled recalled() {
        return Recalled.from(log, List.of("g0", "g1", "g2"));
    }

    private static Map<String, long[]> places(long g0, long g1, long g2) {
        return Map.of("g0", new long[] {g0}, "g1", new long[] {g1}, "g2", new long[] {g2});
    }

    private void append(int events) {
        IntStream.range(0, events)
                .forEach(i -> log.append(Events.plain(Integer.toString(i)), (_, _) -> {}));
    }
}
