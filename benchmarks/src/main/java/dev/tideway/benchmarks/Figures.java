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

    /// `2.6 (2.3 to 5.0, n=20)`.
    synchronized String preciseSummary() {
        return summary("%.1f (%.1f to %.1f, n=%d)");
    }

    /// `263 (231 to 500, n=20)`.
    synchronized String summary() {
        return summary("%.0f (%.0f to %.0f, n=%d)");
    }

    private String summary(String format) {
        return String.format(
                Locale.ROOT, format, median(), quantile(0), quantile(1), samples.size());
    }
}
