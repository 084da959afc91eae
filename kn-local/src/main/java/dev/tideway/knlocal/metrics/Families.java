package dev.tideway.knlocal.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// Metrics by name, each with a value for each of its rows.
final class Families {
    private final List<MetricSnapshot> all = new ArrayList<>();

    /// @param name without the `_total` that it gets
    <T> void counter(
            String name,
            String help,
            Collection<T> rows,
            Function<T, Labels> labels,
            ToLongFunction<T> value) {
        var family = CounterSnapshot.builder().name(name).help(help);
        for (var row : rows) {
            family.dataPoint(
                    CounterDataPointSnapshot.builder()
                            .labels(labels.apply(row))
                            .value((double) value.applyAsLong(row))
                            .build());
        }
        all.add(family.build());
    }

    <T> void gauge(
            String name,
            String help,
            Stream<T> rows,
            Function<T, Labels> labels,
            ToLongFunction<T> value) {
        var family = GaugeSnapshot.builder().name(name).help(help);
        rows.forEach(row ->
                family.dataPoint(
                        GaugeDataPointSnapshot.builder()
                                .labels(labels.apply(row))
                                .value((double) value.applyAsLong(row))
                                .build()));
        all.add(family.build());
    }

    <T> void histogram(
            String name,
            String help,
            Collection<T> rows,
            Function<T, Labels> labels,
            Function<T, Histogram> times) {
        var family = HistogramSnapshot.builder().name(name).help(help);
        for (var row : rows) {
            var histogram = times.apply(row);
            family.dataPoint(
                    HistogramDataPointSnapshot.builder()
                            .labels(labels.apply(row))
                            .classicHistogramBuckets(buckets(histogram))
                            .sum(histogram.sum())
                            .build());
        }
        all.add(family.build());
    }

    private static ClassicHistogramBuckets buckets(Histogram histogram) {
        var bounds = new ArrayList<>(Histogram.BOUNDS);
        bounds.add(Double.POSITIVE_INFINITY);
        return ClassicHistogramBuckets.of(bounds, histogram.counts());
    }

    MetricSnapshots all() {
        return new MetricSnapshots(all);
    }
}
