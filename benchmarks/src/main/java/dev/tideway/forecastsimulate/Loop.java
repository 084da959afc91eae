package dev.tideway.forecastsimulate;

import dev.tideway.forecastsimulate.Slice.LeadTime;

/// The same slices as a forecast's, one after the other in one thread, with nothing around them.
public final class Loop {
    private Loop() {}

    /// Returns how many different demands there were, so that nothing is computed in vain.
    public static int run(
            String sku,
            double dailyDemand,
            double meanDays,
            double sdDays,
            int runs,
            int perSlice) {
        int different = 0;
        for (int first = 0; first < runs; first += perSlice) {
            int size = Math.min(perSlice, runs - first);
            var time = new LeadTime(meanDays, sdDays);
            var slice = new Slice("bench", 1, sku, 42, dailyDemand, time, first, size);
            var histogram = Simulation.of(slice).run(first, size);
            different += histogram.compact().values().size();
        }
        return different;
    }
}
