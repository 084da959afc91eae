package dev.tideway.forecastsimulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How many replications had which demand. Whole numbers only: to put two together is to add them, and comes out the same in
/// any order.
final class Histogram {
    private int[] counts = new int[64];

    /// What goes into an event: the demands that occurred, ascending, and beside each the number of replications.
    public record Compact(List<Integer> values, List<Integer> counts) {}

    void add(int demand) {
        if (demand >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(demand + 1, 2 * counts.length));
        }
        counts[demand]++;
    }

    Compact compact() {
        var values = new ArrayList<Integer>();
        var occurring = new ArrayList<Integer>();
        for (int demand = 0; demand < counts.length; demand++) {
            if (counts[demand] > 0) {
                values.add(demand);
                occurring.add(counts[demand]);
            }
        }
        return new Compact(values, occurring);
    }
}
