package dev.tideway.forecastsimulate;

import java.util.Arrays;

/// A histogram with a place for every demand, and what tests ask of it.
final class Dense {
    private Dense() {}

    record Moments(double mean, double variance, double fourth) {
        /// Standard error of the variance of so many.
        double errorOfVariance(int size) {
            return Math.sqrt((fourth - variance * variance) / size);
        }
    }

    static int[] of(Histogram.Compact compact) {
        int[] counts = new int[0];
        return add(counts, compact);
    }

    /// The sum of both.
    static int[] add(int[] counts, Histogram.Compact compact) {
        int largest = compact.values().getLast();
        int[] sum = Arrays.copyOf(counts, Math.max(counts.length, largest + 1));
        for (int i = 0; i < compact.values().size(); i++) {
            sum[compact.values().get(i)] += compact.counts().get(i);
        }
        return sum;
    }

    static Moments moments(int[] counts) {
        double size = Arrays.stream(counts).asLongStream().sum();
        double mean = 0;
        for (int demand = 0; demand < counts.length; demand++) {
            mean += demand * (counts[demand] / size);
        }
        double variance = 0;
        double fourth = 0;
        for (int demand = 0; demand < counts.length; demand++) {
            double square = (demand - mean) * (demand - mean);
            variance += square * (counts[demand] / size);
            fourth += square * square * (counts[demand] / size);
        }
        return new Moments(mean, variance, fourth);
    }

    /// The value of that rank, counted from 1, when all are put in order.
    static int atRank(int[] counts, int rank) {
        long below = 0;
        int demand = -1;
        while (below < rank) {
            below += counts[++demand];
        }
        return demand;
    }
}
