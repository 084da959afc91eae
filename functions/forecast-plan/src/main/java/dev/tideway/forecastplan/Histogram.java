package dev.tideway.forecastplan;

import java.util.Arrays;

/// The demand of one product in all its replications, added up from slices in whatever order they come.
final class Histogram {
    private long[] counts = new long[64];
    private long size;

    void add(Message.Demand demand) {
        for (int i = 0; i < demand.values().size(); i++) {
            int value = demand.values().get(i);
            int count = demand.counts().get(i);
            if (value >= counts.length) {
                counts = Arrays.copyOf(counts, Math.max(value + 1, 2 * counts.length));
            }
            counts[value] += count;
            size += count;
        }
    }

    /// How many replications.
    long size() {
        return size;
    }

    double mean() {
        long sum = 0;
        for (int demand = 0; demand < counts.length; demand++) {
            sum += demand * counts[demand];
        }
        return (double) sum / size;
    }

    /// The value of that rank, counted from 1, when all are put in order.
    int atRank(long rank) {
        long below = counts[0];
        int demand = 0;
        while (below < rank) {
            below += counts[++demand];
        }
        return demand;
    }

    long atMost(int demand) {
        return Arrays.stream(counts, 0, demand + 1).sum();
    }
}
