package dev.tideway.knlocal.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CountdownTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void there_are_as_many_ticks_as_were_asked_for_a_period_apart() {
        var ticks = new Countdown(Duration.ofMillis(500), 2);
        assertThat(ticks.next(NOW)).contains(NOW.plusMillis(500));
        assertThat(ticks.next(NOW.plusSeconds(1))).contains(NOW.plusMillis(1500));
        assertThat(ticks.next(NOW.plusSeconds(2))).isEmpty();
        assertThat(ticks.next(NOW.plusSeconds(3))).isEmpty();
    }

    @Test
    void a_count_of_zero_is_no_end() {
        var ticks = new Countdown(Duration.ofMillis(1), 0);
        for (int i = 0; i < 100; i++) {
            assertThat(ticks.next(NOW)).isPresent();
        }
    }
}
