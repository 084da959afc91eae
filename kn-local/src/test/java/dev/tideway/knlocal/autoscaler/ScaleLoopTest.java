package dev.tideway.knlocal.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.activator.Load;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Scaling;
import dev.tideway.knlocal.manifest.Scaling.Metric;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// A function whose instances are there the moment they are asked for, under a clock in the test's hands.
class ScaleLoopTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00.500Z");
    private Load load = Load.NONE;
    private int instances;
    private boolean reachable = true;

    private ScaleLoop loop(int containerConcurrency, Scaling scaling) {
        var loop = new ScaleLoop(() -> now);
        var senses =
                new Scaler.Senses(
                        () -> load, () -> instances, () -> reachable, count -> instances = count);
        loop.add(Specs.ORDERS, Specs.orders(containerConcurrency, scaling), senses);
        return loop;
    }

    private void run(ScaleLoop loop, int seconds) {
        for (var second = 1; second <= seconds; second++) {
            now = now.plusSeconds(1);
            loop.tick(second % 2 == 0);
        }
    }

    @Test
    void nothing_runs_before_the_first_request() {
        var loop = loop(0, Specs.DEFAULTS);

        run(loop, 10);

        assertThat(instances).isZero();
    }

    @Test
    void initial_and_minimal_scale_start_at_once() {
        try (var _ = loop(0, Specs.bounds(0, 0, 2, 1))) {
            assertThat(instances).isEqualTo(2);
        }
        try (var _ = loop(0, Specs.bounds(3, 0, 0, 1))) {
            assertThat(instances).isEqualTo(3);
        }
    }

    @Test
    void the_first_request_starts_one_instance_without_waiting_for_the_tick() {
        var loop = loop(0, Specs.DEFAULTS);

        loop.poke(Specs.ORDERS);

        assertThat(instances).isEqualTo(1);
    }

    @Test
    void the_first_request_starts_as_many_as_activation_scale_says() {
        var loop = loop(0, Specs.bounds(0, 0, 0, 4));

        loop.poke(Specs.ORDERS);

        assertThat(instances).isEqualTo(4);
    }

    @Test
    void a_poke_changes_nothing_while_there_are_instances() {
        var loop = loop(0, Specs.DEFAULTS);
        loop.poke(Specs.ORDERS);
        instances = 7;

        loop.poke(Specs.ORDERS);

        assertThat(instances).isEqualTo(7);
    }

    @Test
    void a_burst_at_zero_is_not_averaged_with_the_silence_before() {
        // Given
        var loop = loop(1, Specs.DEFAULTS);
        run(loop, 120);

        // When
        loop.poke(Specs.ORDERS);
        load = new Load(14, 14);
        run(loop, 2);

        // Then: 14 / (1 * 0.7)
        assertThat(instances).isEqualTo(20);
    }

    @Test
    void it_goes_to_zero_a_stable_window_after_the_last_request() {
        // Given
        var loop = loop(0, Specs.DEFAULTS);
        loop.poke(Specs.ORDERS);
        load = new Load(1, 10);
        run(loop, 10);

        // When
        load = Load.NONE;
        run(loop, 58);

        // Then
        assertThat(instances).isEqualTo(1);
        run(loop, 2);
        assertThat(instances).isZero();
    }

    @Test
    void requests_per_second_count_where_the_metric_says_so() {
        var loop = loop(0, Specs.target(Metric.RPS, 10, 1));
        loop.poke(Specs.ORDERS);

        load = new Load(0.1, 35);
        run(loop, 4);

        assertThat(instances).isEqualTo(4);
    }

    @Test
    void an_unknown_function_and_a_closed_loop_are_no_matter() {
        var loop = loop(0, Specs.DEFAULTS);
        loop.poke(new Key("default", "nobody"));
        loop.close();

        loop.poke(Specs.ORDERS);

        assertThat(instances).isZero();
    }
}
