package dev.tideway.benchmarks;

import dev.tideway.forecastsimulate.Loop;
import dev.tideway.knlocal.status.FunctionStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
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

    /// Every instance's share of them is small.
    private static final int TINY_WARMUPS = 5;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String COMPLETED = "dev.tideway.forecast.completed.v1";
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final Table table;

    ForecastBench(Table table) {
        this.table = table;
    }

    void run() throws IOException, InterruptedException {
        // Long enough for the instances to outlast a loop between two forecasts.
        var root = Workspace.store("120s");
        // More instances than cores would compile the same once more each, and simulate no sooner.
        Workspace.maxScale(root, "forecast-simulate", CORES);
        try (var subscriber = new Subscriber()) {
            Workspace.subscribe(root, COMPLETED, subscriber.address());
            try (var runner = Runner.in(root)) {
                warmUp(runner, subscriber);
                measure(runner, subscriber);
                overhead(runner, subscriber);
            }
        }
    }

    /// Until there are as many instances as will be, each compiled, and the start-up caches are made.
    private static void warmUp(Runner runner, Subscriber subscriber)
            throws IOException, InterruptedException {
        loop(SLICES, PER_SLICE);
        flow(runner, subscriber, SLICES, PER_SLICE);
        for (int i = 0; i < TINY_WARMUPS; i++) {
            flow(runner, subscriber, TINY_SLICES, TINY);
        }
        runner.awaitCache("forecast-plan");
        runner.awaitCache("forecast-simulate");
        // The first one after that was seen to be a sixth slower than those behind it.
        flow(runner, subscriber, SLICES, PER_SLICE);
    }

    /// In turn, for a machine's speed changes while it is measured.
    private void measure(Runner runner, Subscriber subscriber)
            throws IOException, InterruptedException {
        var loops = new Figures();
        var threads = new Figures();
        var flows = new Figures();
        var efficiency = new Figures();
        var ofThreads = new Figures();
        var instances = new Figures();
        long end = System.nanoTime() + WORK_TIME.toNanos();
        for (int i = 0; more(i, end); i++) {
            double loop = loop(SLICES, PER_SLICE);
            double flow = flow(runner, subscriber, SLICES, PER_SLICE);
            double bare = threads(PER_SLICE);
            instances.add(replicas(runner));
            loops.add(loop);
            threads.add(bare);
            flows.add(flow);
            efficiency.add(100 * loop / (CORES * flow));
            ofThreads.add(100 * loop / (CORES * bare));
        }
        var work = "a forecast of %d slices".formatted(SLICES);
        table.row(work + " in one loop: ms", loops.summary(), "");
        table.row(work + " in one loop per core: ms", threads.summary(), "");
        table.row(work + " as events, warm: ms", flows.summary(), "");
        table.row(work + ": instances at its end", instances.summary(), "");
        table.row(work + ": parallel efficiency, %", efficiency.preciseSummary(), "at least 85");
        table.row(work + ": the same of one loop per core, %", ofThreads.preciseSummary(), "");
    }

    private void overhead(Runner runner, Subscriber subscriber)
            throws IOException, InterruptedException {
        var perSlice = new Figures();
        long end = System.nanoTime() + TINY_TIME.toNanos();
        for (int i = 0; more(i, end); i++) {
            perSlice.add(flow(runner, subscriber, TINY_SLICES, TINY) / TINY_SLICES);
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

    /// As much of the work for each core, side by side: what the machine itself loses when all its cores are at work.
    private static double threads(int perSlice) throws InterruptedException {
        long start = System.nanoTime();
        try (var cores = Executors.newFixedThreadPool(CORES)) {
            for (int i = 0; i < CORES; i++) {
                cores.execute(() -> loop(SLICES / CORES, perSlice));
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

    /// From the first byte of the request to the event that has the result, in ms.
    private static double flow(Runner runner, Subscriber subscriber, int slices, int perSlice)
            throws IOException, InterruptedException {
        var id = "bench-" + UUID.randomUUID();
        var data =
                """
                {"forecastId": "%s", "seed": 42, "runs": %d, "runsPerSlice": %d, "serviceLevel": 0.95, "products": [%s]}
                """
                        .formatted(id, slices / PRODUCTS * perSlice, perSlice, products());
        int expected = subscriber.heard() + 1;
        long start = System.nanoTime();
        int status = runner.post("dev.tideway.forecast.request.v1", id, data);
        if (status != 202) {
            throw new IOException("the request was answered " + status);
        }
        subscriber.await("forecast " + id + " is completed", expected, PATIENCE);
        return (System.nanoTime() - start) / 1e6;
    }
}
