package dev.tideway.knlocal.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.manifest.Scaling;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The KPA's rules, one by one; a target of 10 throughout.
class DecisionTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Limits limits = Specs.limits(0, Specs.bounds(0, 0, 0, 1));
    private Memory memory = Memory.NONE;
    private boolean reachable = true;

    private int decide(int second, double stable, double panic, int ready) {
        var seen = new Observation(stable, panic, ready, reachable);
        var decision = Decision.of(limits, memory, seen, START.plusSeconds(second));
        memory = decision.memory();
        return decision.desired();
    }

    @ParameterizedTest(name = "load {0} with {1} ready: {2}")
    @CsvSource({
        "0,    0, 0", // nothing to do
        "0.1,  0, 1", // rounded up
        "10,   1, 1",
        "10.1, 1, 2",
        "19,   2, 2",
        "35,   3, 4",
        "5,    4, 2", // not below half of what is ready
        "5,    5, 2",
        "0,    3, 1",
    })
    void in_stable_mode_the_load_is_divided_by_the_target(double load, int ready, int expected) {
        assertThat(decide(0, load, Math.min(load, ready * 10), ready)).isEqualTo(expected);
    }

    @Test
    void no_decision_multiplies_by_more_than_a_thousand() {
        assertThat(decide(0, 50_000, 50_000, 2)).isEqualTo(2000);
    }

    @Test
    void twice_the_load_in_the_panic_window_starts_panic() {
        assertThat(decide(0, 10, 19, 1)).isEqualTo(2);
        assertThat(memory.panicSince()).contains(START);
    }

    @Test
    void less_than_twice_the_load_does_not() {
        assertThat(decide(0, 10, 29, 2)).isEqualTo(1);
        assertThat(memory.panicSince()).isEmpty();
    }

    @Test
    void in_panic_nothing_is_scaled_down() {
        decide(0, 10, 80, 1);

        assertThat(decide(2, 10, 10, 8)).isEqualTo(8);
    }

    @Test
    void panic_ends_a_stable_window_after_it_was_last_over_the_threshold() {
        decide(0, 10, 40, 1);
        decide(10, 10, 80, 4);

        assertThat(decide(70, 10, 10, 8)).isEqualTo(8);
        assertThat(decide(71, 10, 10, 8)).isEqualTo(4);
        assertThat(memory.panicSince()).isEmpty();
    }

    @Test
    void in_panic_the_stable_average_counts_too_where_it_is_larger() {
        assertThat(decide(0, 50, 40, 1)).isEqualTo(5);
    }

    @Test
    void activation_scale_is_the_least_that_is_not_zero() {
        limits = Specs.limits(0, Specs.bounds(0, 0, 0, 3));

        assertThat(decide(0, 0, 0, 0)).isZero();
        assertThat(decide(2, 1, 1, 0)).isEqualTo(3);
    }

    @Test
    void the_bounds_have_the_last_word() {
        limits = Specs.limits(0, Specs.bounds(2, 4, 0, 1));

        assertThat(decide(0, 0, 0, 0)).isEqualTo(2);
        assertThat(decide(2, 1000, 1000, 2)).isEqualTo(4);
    }

    @Test
    void initial_scale_is_the_minimum_until_it_is_reached_once() {
        limits = Specs.limits(0, Specs.bounds(0, 0, 2, 1));

        assertThat(decide(0, 0, 0, 0)).isEqualTo(2);
        assertThat(decide(2, 0, 0, 1)).isEqualTo(2);
        assertThat(decide(4, 0, 0, 2)).isEqualTo(1);
        assertThat(decide(64, 0, 0, 1)).isZero();
    }

    @Test
    void the_scale_down_delay_keeps_the_most_that_was_desired_within_it() {
        limits = Specs.limits(0, Specs.delays(Duration.ofSeconds(30), Duration.ZERO));

        assertThat(decide(0, 40, 40, 4)).isEqualTo(4);
        assertThat(decide(20, 20, 20, 4)).isEqualTo(4);
        assertThat(decide(29, 20, 20, 4)).isEqualTo(4);
        assertThat(decide(30, 20, 20, 4)).isEqualTo(2);
        assertThat(decide(32, 60, 60, 4)).isEqualTo(6);
    }

    @Test
    void the_last_instance_stays_until_it_was_active_for_a_stable_window() {
        assertThat(decide(0, 1, 1, 1)).isEqualTo(1);
        assertThat(decide(2, 0, 0, 1)).isEqualTo(1);
        assertThat(decide(59, 0, 0, 1)).isEqualTo(1);
        assertThat(decide(60, 0, 0, 1)).isZero();
        assertThat(decide(62, 0, 0, 1)).isZero();
    }

    @Test
    void the_last_instance_is_kept_for_the_retention_period() {
        limits = Specs.limits(0, Specs.delays(Duration.ZERO, Duration.ofSeconds(20)));
        decide(0, 1, 1, 1);

        assertThat(decide(60, 0, 0, 1)).isEqualTo(1);
        assertThat(decide(79, 0, 0, 1)).isEqualTo(1);
        assertThat(decide(80, 0, 0, 1)).isZero();
    }

    @Test
    void a_request_during_the_retention_period_makes_it_active_again() {
        limits = Specs.limits(0, Specs.delays(Duration.ZERO, Duration.ofSeconds(20)));
        decide(0, 1, 1, 1);
        decide(60, 0, 0, 1);

        assertThat(decide(70, 1, 1, 1)).isEqualTo(1);
        assertThat(decide(90, 0, 0, 1)).isEqualTo(1);
        assertThat(decide(149, 0, 0, 1)).isEqualTo(1);
    }

    @Test
    void a_function_that_never_gets_ready_is_given_up_when_nobody_asks_for_it() {
        assertThat(decide(0, 1, 1, 0)).isEqualTo(1);
        assertThat(decide(2, 0, 0, 0)).isZero();
    }

    @Test
    void it_goes_down_by_halves() {
        assertThat(decide(0, 0, 0, 8)).isEqualTo(4);
        assertThat(decide(2, 0, 0, 4)).isEqualTo(2);
        assertThat(decide(4, 0, 0, 2)).isEqualTo(1);
        assertThat(decide(61, 0, 0, 1)).isZero();
    }

    private static Scaling.Autoscaler cluster(double up, double down, boolean toZero) {
        return new Scaling.Autoscaler(up, down, 100, 200, toZero, Duration.ofSeconds(30));
    }

    @Test
    void max_scale_up_rate_and_max_scale_down_rate_pace_it() {
        limits = Specs.limits(0, Specs.cluster(cluster(3, 4, true)));

        assertThat(decide(0, 1000, 19, 2)).isEqualTo(6);
        assertThat(decide(100, 0, 0, 9)).isEqualTo(2);
    }

    @Test
    void with_enable_scale_to_zero_false_one_instance_stays() {
        limits = Specs.limits(0, Specs.cluster(cluster(1000, 2, false)));
        decide(0, 1, 1, 1);

        assertThat(decide(1000, 0, 0, 1)).isEqualTo(1);
        assertThat(decide(2000, 0, 0, 1)).isEqualTo(1);
    }

    @Test
    void what_nobody_can_reach_goes_down_at_once_and_below_min_scale() {
        limits = Specs.limits(0, Specs.bounds(3, 0, 0, 1));
        assertThat(decide(0, 0, 0, 8)).isEqualTo(4);
        reachable = false;

        assertThat(decide(2, 0, 0, 8)).isEqualTo(1);
        assertThat(decide(62, 0, 0, 1)).isZero();
    }

    @Test
    void excess_burst_capacity_is_what_the_ready_instances_have_left_beyond_the_burst() {
        limits = Specs.limits(0, Specs.burst(20));
        var seen = new Observation(5, 5.5, 4, true);

        assertThat(Decision.of(limits, memory, seen, START).excessBurst()).isEqualTo(14);
    }

    @Test
    void a_burst_capacity_of_minus_one_keeps_the_activator_in_the_path_and_of_zero_takes_it_out() {
        var seen = new Observation(5, 5, 4, true);

        assertThat(Specs.limits(0, Specs.burst(-1)).excessBurst(5, 4)).isEqualTo(-1);
        assertThat(Specs.limits(0, Specs.burst(0)).excessBurst(5, 4)).isZero();
        assertThat(Decision.of(Specs.limits(0, Specs.burst(0)), memory, seen, START).memory())
                .satisfies(it -> assertThat(it.proxied().since()).isEmpty());
    }

    @Test
    void the_last_instance_waits_for_the_grace_period_where_the_activator_was_not_in_the_path() {
        limits = Specs.limits(0, Specs.burst(0));
        decide(0, 1, 1, 1);

        assertThat(decide(60, 0, 0, 1)).isEqualTo(1);
        assertThat(decide(89, 0, 0, 1)).isEqualTo(1);
        assertThat(decide(90, 0, 0, 1)).isZero();
    }

    @Test
    void an_autoscaler_that_finds_several_instances_begins_in_panic_and_keeps_them() {
        memory = Memory.of(5, START);

        assertThat(decide(2, 0, 0, 5)).isEqualTo(5);
        assertThat(decide(61, 0, 0, 5)).isEqualTo(2);
        assertThat(Memory.of(1, START)).isEqualTo(Memory.NONE);
    }
}
