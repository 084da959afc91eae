package dev.tideway.knlocal.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tideway.knlocal.manifest.Scaling.Aggregation;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00.500Z");

    private final Window window = new Window(Duration.ofSeconds(6), Aggregation.LINEAR);

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    @Test
    void without_a_value_the_average_is_zero() {
        assertThat(window.average(START)).isZero();
    }

    @Test
    void a_first_value_younger_than_the_window_is_divided_by_the_seconds_since_it_came() {
        window.record(at(0), 9);
        window.record(at(1), 3);

        assertThat(window.average(at(1))).isEqualTo(6);
    }

    @Test
    void a_full_window_is_divided_by_its_length() {
        for (var second = 0; second < 20; second++) {
            window.record(at(second), second);
        }

        assertThat(window.average(at(19))).isEqualTo((14 + 15 + 16 + 17 + 18 + 19) / 6.0);
    }

    @Test
    void values_of_one_second_add_up() {
        window.record(at(0), 2);
        window.record(at(0).plusMillis(100), 3);

        assertThat(window.average(at(0))).isEqualTo(5);
    }

    @Test
    void a_gap_shorter_than_the_window_counts_as_zeros() {
        window.record(at(0), 8);
        window.record(at(3), 4);

        assertThat(window.average(at(3))).isEqualTo(3);
    }

    @Test
    void recent_silence_leaves_a_part_of_the_window() {
        for (var second = 0; second < 6; second++) {
            window.record(at(second), second);
        }

        assertThat(window.average(at(7))).isEqualTo((2 + 3 + 4 + 5) / 4.0);
    }

    @Test
    void after_a_whole_silent_window_everything_is_forgotten() {
        window.record(at(0), 8);
        window.record(at(1), 8);

        assertThat(window.average(at(7))).isZero();
        window.record(at(9), 2);
        assertThat(window.average(at(9))).isEqualTo(2);
    }

    @Test
    void ten_tenths_are_one() {
        for (var i = 0; i < 10; i++) {
            window.record(at(0), 0.1);
        }

        assertThat(Math.ceil(window.average(at(0)))).isEqualTo(1);
    }

    @Test
    void weighted_the_latest_second_counts_most() {
        // The weight of the latest of 6 is 1 - 0.0001^(1/6), about 0.78456.
        var weighted = new Window(Duration.ofSeconds(6), Aggregation.WEIGHTED_EXPONENTIAL);
        weighted.record(at(0), 10);
        weighted.record(at(1), 5);
        var latest = 1 - Math.pow(1e-4, 1.0 / 6);

        assertThat(weighted.average(at(1)))
                .isCloseTo(5 * latest + 10 * latest * (1 - latest), within(1e-6));
        assertThat(weighted.average(at(3)))
                .as("two silent seconds")
                .isCloseTo(
                        (5 * latest + 10 * latest * (1 - latest)) * Math.pow(1 - latest, 2),
                        within(1e-6));
    }

    @Test
    void weighted_over_a_long_window_the_latest_second_has_a_fifth() {
        var weighted = new Window(Duration.ofSeconds(60), Aggregation.WEIGHTED_EXPONENTIAL);
        weighted.record(at(0), 10);

        assertThat(weighted.average(at(0))).isCloseTo(2, within(1e-6));
    }
}
