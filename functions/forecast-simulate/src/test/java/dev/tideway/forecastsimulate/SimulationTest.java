package dev.tideway.forecastsimulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.forecastsimulate.Slice.LeadTime;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.DiscreteDistribution;
import org.apache.commons.statistics.distribution.PascalDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against the closed forms. The seeds are fixed, so that a test that passes always passes; with a sound simulation, one seed in a
/// hundred would not.
class SimulationTest {
    private static final int RUNS = 200_000;
    private static final double SIGNIFICANCE = 0.01;

    private static int[] simulated(double daily, double mean, double sd, long seed) {
        var slice = new Slice("f", 1, "tea", seed, daily, new LeadTime(mean, sd), 0, RUNS);
        return Dense.of(Simulation.of(slice).run(0, RUNS).compact());
    }

    @ParameterizedTest
    @CsvSource({"4, 5, 1", "0.01, 7, 2", "20, 7, 3", "1000, 3, 4"})
    void with_a_fixed_lead_time_demand_is_poisson(double daily, double days, long seed) {
        double mean = daily * days;
        expect(simulated(daily, days, 0, seed), PoissonDistribution.of(mean), mean, mean);
    }

    /// Shape 4, 9 and 1, whole so that the reference is Pascal's distribution: negative binomial with a whole number of
    /// successes.
    @ParameterizedTest
    @CsvSource({"4, 6, 3, 5", "20, 6, 2, 6", "2, 10, 10, 7"})
    void with_a_gamma_lead_time_demand_is_negative_binomial(
            double daily, double days, double sd, long seed) {
        double shape = days * days / sd / sd;
        double mean = daily * days;
        expect(
                simulated(daily, days, sd, seed),
                PascalDistribution.of((int) Math.rint(shape), shape / (shape + mean)),
                mean,
                mean + mean * mean / shape);
    }

    private static void expect(
            int[] counts, DiscreteDistribution exact, double mean, double variance) {
        assertThat(exact.getMean()).isCloseTo(mean, within(1e-9 * mean));
        assertThat(exact.getVariance()).isCloseTo(variance, within(1e-9 * variance));
        var moments = Dense.moments(counts);
        // Four standard errors; that of the variance by the fourth moment of the sample.
        assertThat(moments.mean()).isCloseTo(mean, within(4 * Math.sqrt(variance / RUNS)));
        assertThat(moments.variance())
                .isCloseTo(variance, within(4 * moments.errorOfVariance(RUNS)));
        expectGoodFit(counts, exact);
        expectQuantile(counts, exact, 0.95);
    }

    private static Offset<Double> within(double offset) {
        return Offset.offset(offset);
    }

    /// Pearson's chi-squared test, over classes in each of which at least 20 replications are expected; the last takes all that is
    /// above.
    private static void expectGoodFit(int[] counts, DiscreteDistribution exact) {
        double statistic = 0;
        int classes = 1;
        double expectedLeft = RUNS;
        double seenLeft = RUNS;
        double seen = 0;
        for (int demand = 0; RUNS * exact.survivalProbability(demand) >= 20; demand++) {
            seen += demand < counts.length ? counts[demand] : 0;
            double expected = expectedLeft - RUNS * exact.survivalProbability(demand);
            if (expected >= 20) {
                statistic += (seen - expected) * (seen - expected) / expected;
                classes++;
                expectedLeft -= expected;
                seenLeft -= seen;
                seen = 0;
            }
        }
        statistic += (seenLeft - expectedLeft) * (seenLeft - expectedLeft) / expectedLeft;
        assertThat(ChiSquaredDistribution.of(classes - 1).survivalProbability(statistic))
                .as("chi-squared %s in %s classes", statistic, classes)
                .isGreaterThan(SIGNIFICANCE);
    }

    /// The interval between two order statistics that holds the true quantile with 99 %, whatever the distribution.
    private static void expectQuantile(int[] counts, DiscreteDistribution exact, double level) {
        var ranks = BinomialDistribution.of(RUNS, level);
        int low = ranks.inverseCumulativeProbability(SIGNIFICANCE / 2);
        int high = ranks.inverseCumulativeProbability(1 - SIGNIFICANCE / 2) + 1;
        assertThat(exact.inverseCumulativeProbability(level))
                .isBetween(Dense.atRank(counts, low), Dense.atRank(counts, high));
    }
}
