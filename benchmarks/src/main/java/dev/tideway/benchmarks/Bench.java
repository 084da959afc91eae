package dev.tideway.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measures the parts that are named after the first argument, or all; writes docs/performance.md's figures to the file
/// that the first names.
public final class Bench {
    private Bench() {}

    private interface Part {
        void measure(Table table) throws IOException, InterruptedException;
    }

    private static Map<String, Part> parts() {
        var parts = new LinkedHashMap<String, Part>();
        parts.put("image", table -> new ImageBench(table, Path.of("").toAbsolutePath()).run());
        parts.put("store", table -> new StoreBench(table).run());
        parts.put("facts", table -> new FactsBench(table).run());
        parts.put("broker", table -> new BrokerBench(table).run());
        parts.put("reply", table -> new ReplyBench(table).run());
        parts.put("scale", table -> new ScaleBench(table).run());
        parts.put("zero", table -> new ZeroBench(table).run());
        parts.put("cdc", table -> new CdcBench(table).run());
        parts.put("forecast", table -> new ForecastBench(table).run());
        parts.put("journeys", table -> new JourneyBench(table).run());
        parts.put("micro", table -> new MicroBench(table).run());
        return parts;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var parts = parts();
        var named = List.of(arguments).subList(1, arguments.length);
        if (!parts.keySet().containsAll(named)) {
            System.err.println(
                    "there is " + parts.keySet() + " to be measured, not all of " + named);
            System.exit(2);
        }
        var table = new Table();
        for (var part : parts.entrySet()) {
            if (named.isEmpty() || named.contains(part.getKey())) {
                part.getValue().measure(table);
            }
        }
        var text =
                "Measured on "
                        + LocalDate.now(ZoneOffset.UTC)
                        + ", "
                        + machine()
                        + ".\n\n"
                        + table.markdown();
        Files.writeString(Path.of(arguments[0]), text);
    }

    private static String machine() {
        return "%d cores, %s, Java %s, load generator on the same machine"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                        Runtime.version());
    }
}
