package dev.tideway.benchmarks;

import java.io.IOException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// The parts of the event path that are pure computation, by JMH: nanoseconds per call.
final class MicroBench {
    private static final Map<String, String> GOALS =
            Map.of(
                    "FilterBenchmark.exact", "at most 15",
                    "FilterBenchmark.prefix", "at most 20",
                    "FilterBenchmark.cesql", "at most 500");

    private final Table table;

    MicroBench(Table table) {
        this.table = table;
    }

    void run() throws IOException {
        var options =
                new OptionsBuilder()
                        .include("dev\\.tideway\\..*Benchmark\\.")
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .forks(1)
                        .warmupIterations(4)
                        .warmupTime(TimeValue.milliseconds(300))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.milliseconds(300))
                        .jvmArgsAppend("-XX:+UseSerialGC", "-Xmx256m")
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build();
        try {
            new Runner(options)
                    .run().stream()
                            .sorted(Comparator.comparing(MicroBench::name))
                            .forEach(this::row);
        } catch (RunnerException e) {
            throw new IOException(e);
        }
    }

    private void row(RunResult result) {
        var statistics = result.getPrimaryResult().getStatistics();
        table.row(
                name(result) + ": ns",
                String.format(
                        Locale.ROOT,
                        "%.1f (%.1f to %.1f, n=%d)",
                        statistics.getPercentile(50),
                        statistics.getMin(),
                        statistics.getMax(),
                        statistics.getN()),
                GOALS.getOrDefault(name(result), ""));
    }

    private static String name(RunResult result) {
        var method = result.getParams().getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)", "$1");
        var triggers = result.getParams().getParam("triggers");
        return triggers == null ? method : method + " of " + triggers + " triggers";
    }
}
