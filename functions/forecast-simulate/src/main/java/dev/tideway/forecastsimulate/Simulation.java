package dev.tideway.forecastsimulate;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/// The demand of one product during its lead time, replication by replication.
///
/// Customers come one by one, at random and independently (a Poisson process): the times between two of them are exponential, and each is
/// drawn. The lead time is gamma-distributed with the given mean and standard deviation, or fixed when that is 0.
final class Simulation {
    /// Draws nothing: a sampler is made with one generator and copied for others.
    private static final UniformRandomProvider UNUSED = new SplitMix64(0);

    private final Streams streams;
    private final double fixed;
    private final SharedStateContinuousSampler length;
    private final boolean varies;

    private Simulation(Streams streams, double demand, double shape) {
        this.streams = streams;
        fixed = demand;
        varies = Double.isFinite(shape);
        // Time is counted in mean times between two customers, so that no division is left.
        length =
                AhrensDieterMarsagliaTsangGammaSampler.of(
                        UNUSED, varies ? shape : 1, varies ? demand / shape : 1);
    }

    static Simulation of(Slice slice) {
        var time = slice.leadTime();
        double ratio = time.meanDays() / time.sdDays();
        return new Simulation(
                new Streams(slice.seed(), slice.sku()),
                slice.dailyDemand() * time.meanDays(),
                ratio * ratio);
    }

    /// So many replications, from the numbered one on.
    Histogram run(int first, int runs) {
        var histogram = new Histogram();
        for (long replication = first; replication < (long) first + runs; replication++) {
            histogram.add(demand(streams.of(replication)));
        }
        return histogram;
    }

    private int demand(UniformRandomProvider random) {
        double left = varies ? length.withUniformRandomProvider(random).sample() : fixed;
        var interval = ZigguratSampler.Exponential.of(random);
        int customers = 0;
        for (left -= interval.sample(); left >= 0; left -= interval.sample()) {
            customers++;
        }
        return customers;
    }
}
