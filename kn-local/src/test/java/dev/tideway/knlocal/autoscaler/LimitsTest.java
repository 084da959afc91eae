package dev.tideway.knlocal.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.manifest.Scaling.Metric;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final Offset<Double> EXACTLY = Offset.offset(1e-9);

    @Test
    void by_default_seventy_percent_of_a_hundred_concurrent_requests() {
        assertThat(Specs.limits(0, Specs.DEFAULTS).target()).isEqualTo(70, EXACTLY);
    }

    @Test
    void without_a_target_the_container_concurrency_is_the_total() {
        assertThat(Specs.limits(10, Specs.DEFAULTS).target()).isEqualTo(7, EXACTLY);
    }

    @Test
    void the_smaller_one_of_target_and_container_concurrency_counts() {
        var target = Specs.target(Metric.CONCURRENCY, 50, 1);

        assertThat(Specs.limits(10, target).target()).isEqualTo(10, EXACTLY);
        assertThat(Specs.limits(80, target).target()).isEqualTo(50, EXACTLY);
        assertThat(Specs.limits(0, target).target()).isEqualTo(50, EXACTLY);
    }

    @Test
    void requests_per_second_do_not_care_for_the_container_concurrency() {
        assertThat(Specs.limits(10, Specs.target(Metric.RPS, 50, 0.5)).target())
                .isEqualTo(25, EXACTLY);
    }

    @Test
    void the_target_is_never_below_a_hundredth() {
        assertThat(Specs.limits(0, Specs.target(Metric.CONCURRENCY, 0.001, 1)).target())
                .isEqualTo(0.01, EXACTLY);
    }

    @Test
    void the_panic_window_is_its_percentage_of_the_stable_window() {
        assertThat(Specs.limits(0, Specs.DEFAULTS).panicWindow()).isEqualTo(Duration.ofSeconds(6));
    }
}
