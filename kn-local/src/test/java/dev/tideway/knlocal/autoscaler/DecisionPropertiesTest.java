package dev.tideway.knlocal.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class DecisionPropertiesTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Provide
    Arbitrary<List<Observation>> histories() {
        var load = Arbitraries.doubles().between(0, 5000);
        var ready = Arbitraries.integers().between(0, 60);
        return Combinators.combine(load, load, ready)
                .as((stable, panic, count) -> new Observation(stable, panic, count, true))
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Property
    void whatever_happens_it_stays_within_the_bounds(
            @ForAll("histories") List<Observation> history,
            @ForAll @IntRange(max = 5) int min,
            @ForAll @IntRange(min = 5, max = 50) int max) {
        var limits = Specs.limits(0, Specs.bounds(min, max, 0, 1));
        var memory = Memory.NONE;
        var now = START;
        for (var seen : history) {
            var decision = Decision.of(limits, memory, seen, now);
            assertThat(decision.desired()).isBetween(min, max);
            memory = decision.memory();
            now = now.plusSeconds(2);
        }
    }

    @Property
    void more_load_never_wants_fewer_instances(
            @ForAll("histories") List<Observation> history,
            @ForAll @DoubleRange(max = 1000) double more) {
        var limits = Specs.limits(0, Specs.bounds(0, 0, 0, 1));
        var memory = memoryAfter(limits, history.subList(0, history.size() - 1));
        var now = START.plusSeconds(2L * history.size());
        var seen = history.getLast();
        var busier = new Observation(seen.stable() + more, seen.panic() + more, seen.ready(), true);

        assertThat(Decision.of(limits, memory, busier, now).desired())
                .isGreaterThanOrEqualTo(Decision.of(limits, memory, seen, now).desired());
    }

    @Property
    void without_load_it_reaches_zero(@ForAll("histories") List<Observation> history) {
        var limits = Specs.limits(0, Specs.bounds(0, 0, 0, 1));
        var memory = memoryAfter(limits, history);
        var ready = history.getLast().ready();
        var now = START.plusSeconds(2L * history.size());
        for (var tick = 0; tick < 100; tick++) {
            var decision = Decision.of(limits, memory, new Observation(0, 0, ready, true), now);
            ready = decision.desired();
            memory = decision.memory();
            now = now.plusSeconds(2);
        }

        assertThat(ready).isZero();
    }

    private static Memory memoryAfter(Limits limits, List<Observation> history) {
        var memory = Memory.NONE;
        var now = START;
        for (var seen : history) {
            memory = Decision.of(limits, memory, seen, now).memory();
            now = now.plusSeconds(2);
        }
        return memory;
    }
}
