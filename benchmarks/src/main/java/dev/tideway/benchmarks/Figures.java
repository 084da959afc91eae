package dev.tideway.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Samples of one thing.
final class Figures {
    private final List<Double> samples = new ArrayList<>();

    synchronized void add(double sample) {
        samples.add(sample);
    }

    /// The sample below which the given share of all lies, 0 to 1.
    synchronized double quantile(double share) {
        if (samples.isEmpty()) {
            return Double.NaN;
        }
        var sorted = samples.stream().sorted().toList();
        int index = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.get(Math.clamp(index, 0, sorted.size() - 1));
    }

    double median() {
        return quantile(0.5);
    }

    /// `263 (231 to 500, n=20)`.
    synchronized String summary() {
        return String.format(
                Locale.ROOT,
                "%.0f (%.0f to %.0f, n=%d)",
                median(),
                quantile(0),
                quantile(1),
                samples.size());
    }
}
