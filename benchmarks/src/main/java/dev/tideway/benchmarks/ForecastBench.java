package dev.tideway.benchmarks;

import dev.tideway.forecastsimulate.Loop;
import dev.tideway.knlocal.status.FunctionStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A forecast that is scattered over as many instances as there may be, against one loop over the same slices: how much of the
/// machine's cores becomes simulation.
final class ForecastBench {
    private static final int ROUNDS = 5;

    /// No further round begins after so long, so that all of it fits into four minutes on a slow machine, too.
    private static final Duration WORK_TIME = Duration.ofSeconds(90);

    private static final Duration TINY_TIME = Duration.ofSeconds(45);
    private static final int PRODUCTS = 20;
    private static final int SLICES = 40;

    /// 40 slices of some hundred ms: customers a day, days and their deviation, replications.
    private static final double DAILY = 20;

    private static final double MEAN = 7;
    private static final double DEVIATION = 2;
    private static final int PER_SLICE = 450_000;
    private static final int TINY = 100;
    private static final int TINY_SLICES = 1000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// Between two looks: asking costs time that the simulation could have.
    private static final long LOOK = 50_000_000;

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final Table table;

    ForecastBench(Table table) {
        this.table = table;
    }

    void run() throws IOException, InterruptedException {
        // Long enough for the instances to outlast a loop between two forecasts.
        var root = Workspace.store("120s");
        try (var runner = Runner.in(root)) {
            // Start-up caches, then as many instances as will be, each compiled.
            loop(SLICES / 2, PER_SLICE);
            flow(runner, SLICES, PER_SLICE);
            flow(runner, TINY_SLICES, TINY);
            measure(runner);
            overhead(runner);
        }
    }

    /// In turn, for a machine's speed changes while it is measured.
    private void measure(Runner runner) throws IOException, InterruptedException {
        var loops = new Figures();
        var flows = new Figures();
        var efficiency = new Figures();
        var lost = new Figures();
        var instances = new Figures();
        long end = System.nanoTime() + WORK_TIME.toNanos();
        for (int i = 0; more(i, end); i++) {
            double loop = loop(SLICES, PER_SLICE);
            double flow = flow(runner, SLICES, PER_SLICE);
            instances.add(replicas(runner));
            loops.add(loop);
            flows.add(flow);
            efficiency.add(100 * loop / (CORES * flow));
            lost.add((CORES * flow - loop) / SLICES);
        }
        var work = "a forecast of %d slices".formatted(SLICES);
        table.row(work + " in one loop: ms", loops.summary(), "");
        table.row(work + " as events, warm: ms", flows.summary(), "");
        table.row(work + ": instances at its end", instances.summary(), "");
        table.row(work + ": parallel efficiency, %", efficiency.preciseSummary(), "at least 85");
        table.row(
                work + ": processor time that is no simulation, per slice: ms",
                lost.preciseSummary(),
                "");
    }

    private void overhead(Runner runner) throws IOException, InterruptedException {
        var perSlice = new Figures();
        long end = System.nanoTime() + TINY_TIME.toNanos();
        for (int i = 0; more(i, end); i++) {
            perSlice.add(flow(runner, TINY_SLICES, TINY) / TINY_SLICES);
        }
        table.row(
                "a forecast of %d slices of next to no work: ms per slice".formatted(TINY_SLICES),
                perSlice.preciseSummary(),
                "at most 5");
    }

    private static boolean more(int rounds, long end) {
        return rounds == 0 || (rounds < ROUNDS && System.nanoTime() - end < 0);
    }

    private static double loop(int slices, int perSlice) {
        long start = System.nanoTime();
        for (int product = 0; product < PRODUCTS; product++) {
            int runs = slices / PRODUCTS * perSlice;
            if (Loop.run(sku(product), DAILY, MEAN, DEVIATION, runs, perSlice) == 0) {
                throw new IllegalStateException("a simulation without a demand");
            }
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static String sku(int product) {
        return "bench-" + product;
    }

    private static String products() {
        return IntStream.range(0, PRODUCTS)
                .mapToObj(it ->
                        "{\"sku\": \"%s\", \"dailyDemand\": %s, \"leadTime\": {\"meanDays\": %s, \"sdDays\": %s}}"
                                .formatted(sku(it), DAILY, MEAN, DEVIATION))
                .collect(Collectors.joining(", "));
    }

    private static int replicas(Runner runner) throws IOException, InterruptedException {
        return runner.status().functions().stream()
                .filter(it -> it.key().name().equals("forecast-simulate"))
                .mapToInt(FunctionStatus::ready)
                .sum();
    }

    /// From the first byte of the request to the answer that has the result, in ms.
    private static double flow(Runner runner, int slices, int perSlice)
            throws IOException, InterruptedException {
        var id = "bench-" + UUID.randomUUID();
        var data =
                """
                {"forecastId": "%s", "seed": 42, "runs": %d, "runsPerSlice": %d, "serviceLevel": 0.95, "products": [%s]}
                """
                        .formatted(id, slices / PRODUCTS * perSlice, perSlice, products());
        long start = System.nanoTime();
        int status = runner.post("dev.tideway.forecast.request.v1", id, data);
        if (status != 202) {
            throw new IOException("the request was answered " + status);
        }
        Wait.until(
                "forecast " + id + " is completed",
                PATIENCE,
                () -> {
                    LockSupport.parkNanos(LOOK);
                    return runner.get("forecast-plan", "/forecasts/" + id)
                            .body()
                            .contains("\"COMPLETED\"");
                });
        return (System.nanoTime() - start) / 1e6;
    }
}
