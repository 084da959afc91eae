package dev.tideway.forecastplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EstimateTest {
    private static Histogram of(List<Integer> demands) {
        var histogram = new Histogram();
        demands.forEach(it -> histogram.add(new Message.Demand(List.of(it), List.of(1))));
        return histogram;
    }

    private static List<Integer> oneTo(int last) {
        var demands = new ArrayList<Integer>();
        for (int demand = 1; demand <= last; demand++) {
            demands.add(demand);
        }
        return demands;
    }

    @Property
    void the_reorder_point_is_the_least_stock_that_lasts_often_enough(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 90) Integer> demands,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double level) {
        var estimate = Estimate.of("tea", of(demands), level);

        assertThat(share(demands, estimate.reorderPoint())).isGreaterThanOrEqualTo(level);
        assertThat(share(demands, estimate.reorderPoint() - 1)).isLessThan(level);
        assertThat(estimate.attained()).isEqualTo(share(demands, estimate.reorderPoint()));
        assertThat(estimate.meanDemand())
                .isEqualTo(demands.stream().mapToInt(it -> it).average().orElseThrow());
        assertThat(estimate.reorderPointInterval().low())
                .isLessThanOrEqualTo(estimate.reorderPoint());
        assertThat(estimate.reorderPointInterval().high().orElse(Integer.MAX_VALUE))
                .isGreaterThanOrEqualTo(estimate.reorderPoint());
    }

    private static double share(List<Integer> demands, int stock) {
        return (double) demands.stream().filter(it -> it <= stock).count() / demands.size();
    }

    /// Ranks by R: qbinom(c(0.025, 0.975), 100, 0.5) + c(0, 1); binom.test(50, 100).
    @Test
    void the_intervals_are_those_of_the_textbook() {
        var estimate = Estimate.of("tea", of(oneTo(100)), 0.5);

        assertThat(estimate.reorderPointInterval())
                .isEqualTo(new Estimate.Interval(40, Optional.of(61)));
        assertThat(estimate.attainedInterval().low()).isCloseTo(0.3983211, Offset.offset(1e-6));
        assertThat(estimate.attainedInterval().high()).isCloseTo(0.6016789, Offset.offset(1e-6));
    }

    @Test
    void too_few_replications_give_no_upper_end() {
        var estimate = Estimate.of("tea", of(oneTo(100)), 0.99);

        assertThat(estimate.reorderPoint()).isEqualTo(99);
        assertThat(estimate.reorderPointInterval().high()).isEmpty();
    }

    /// Poisson demand of mean 20, 2000 experiments of 500 replications each, at a fixed seed: the true quantile is 28. Each interval must
    /// hold the truth in 95 % of the experiments at least; four standard errors below is no chance.
    @Test
    void an_interval_holds_the_truth_as_often_as_it_says() {
        var truth = PoissonDistribution.of(20);
        var random = new Random(7);
        int held = 0;
        int experiments = 2000;
        for (int experiment = 0; experiment < experiments; experiment++) {
            var histogram = new Histogram();
            for (int run = 0; run < 500; run++) {
                int demand = truth.inverseCumulativeProbability(random.nextDouble());
                histogram.add(new Message.Demand(List.of(demand), List.of(1)));
            }
            var interval = Estimate.of("tea", histogram, 0.95).reorderPointInterval();
            int quantile = truth.inverseCumulativeProbability(0.95);
            held += interval.low() <= quantile && quantile <= interval.high().orElseThrow() ? 1 : 0;
        }
        assertThat((double) held / experiments).isGreaterThan(0.93);
    }
}
