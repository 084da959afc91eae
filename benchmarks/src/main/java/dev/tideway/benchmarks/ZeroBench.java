package dev.tideway.benchmarks;

import java.io.IOException;
import java.time.Duration;

/// A burst to a function that does not run: when its first event arrives, and whether all do.
final class ZeroBench {
    private static final int ROUNDS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Table table;

    ZeroBench(Table table) {
        this.table = table;
    }

    void run() throws IOException, InterruptedException {
        try (var runner = Runner.in(Workspace.counter())) {
            var one = new Figures();
            var first = new Figures();
            var beside = new Figures();
            for (int round = 0; round < ROUNDS; round++) {
                one.add(fromZero(runner, 1));
                double burst = fromZero(runner, BrokerBench.BURST);
                first.add(burst);
                beside.add(burst - coldStart(runner));
            }
            table.row("one event to a function at zero: ms to its delivery", one.summary(), "");
            table.row(
                    "a burst of 50,000 to a function at zero, none lost: ms to the first delivery",
                    first.summary(),
                    "");
            table.row(
                    "the same: of that, beside the function's own start in the burst: ms",
                    beside.summary(),
                    "at most 50");
        }
    }

    /// Milliseconds from the first post to the first delivery.
    private static double fromZero(Runner runner, int events)
            throws IOException, InterruptedException {
        runner.awaitZero(PATIENCE);
        long start = System.currentTimeMillis();
        try (var load = BrokerBench.load(runner, new Journal(events))) {
            load.burst(events);
        }
        Wait.until(
                "the function has all " + events + " events",
                PATIENCE,
                () -> counted(runner).received() == events);
        return counted(runner).firstReceived() - start;
    }

    /// How long the last start took, spawn to ready, in ms.
    private static double coldStart(Runner runner) throws IOException, InterruptedException {
        return runner.status().functions().getFirst().coldStart().orElseThrow().toMillis();
    }

    private static Counter.Count counted(Runner runner) throws IOException, InterruptedException {
        return Counter.Count.read(runner.get("counter", "/").body());
    }
}
