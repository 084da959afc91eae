package dev.tideway.cataloguecdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HealthTest {
    private Instant now = Instant.EPOCH;
    private final Health health = new Health(() -> now);

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void one_that_hears_nothing_for_minutes_is_stuck() {
        health.begun();
        health.done();
        pass(Duration.ofMinutes(2));
        assertThat(health.alive()).isTrue();
        pass(Duration.ofMinutes(2));
        assertThat(health.alive()).isFalse();
    }

    @Test
    void one_that_waits_for_its_sink_is_not() {
        health.begun();
        pass(Duration.ofHours(2));
        assertThat(health.alive()).isTrue();
    }
}
