package dev.tideway.benchmarks;

import java.io.IOException;
import java.util.Locale;

/// What a trigger costs that does not match: a burst with ten triggers and with a thousand, one of which takes it all.
final class ScaleBench {
    private static final int FEW = 10;
    private static final int MANY = 1_000;
    private static final int ROUNDS = 5;
    private static final int ROOM = 1_000_000;

    private final Table table;

    ScaleBench(Table table) {
        this.table = table;
    }

    private record Cost(double rate, double mib, double millisToReady) {}

    void run() throws IOException {
        var few = measure(FEW);
        var many = measure(MANY);
        table.row(
                "throughput with 1,000 triggers, one matching, of that with 10: %",
                String.format(Locale.ROOT, "%.0f", 100 * many.rate / few.rate), "at least 90");
        table.row(
                "memory of 990 more triggers: MiB resident",
                String.format(
                        Locale.ROOT, "%.0f (%.0f and %.0f)", many.mib - few.mib, few.mib, many.mib),
                "at most 50");
        table.row(
                "ready on empty state with 1,000 triggers, ms",
                String.format(
                        Locale.ROOT, "%.0f (%.0f with 10)", many.millisToReady, few.millisToReady),
                "");
    }

    private Cost measure(int triggers) throws IOException {
        var journal = new Journal(ROOM);
        try (var sink = Sink.counting(journal);
                var runner = Runner.in(Workspace.triggers("unordered", sink.address(), triggers));
                var load = BrokerBench.load(runner, journal)) {
            BrokerBench.warmUp(load, journal);
            var rates = new Figures();
            for (int round = 0; round < ROUNDS; round++) {
                rates.add(BrokerBench.burst(load, journal));
            }
            table.row(
                    "a burst of 50,000 with %,d triggers, one matching: events/s"
                            .formatted(triggers),
                    rates.summary(),
                    "");
            journal.mustBeWhole(load.accepted());
            return new Cost(rates.median(), runner.residentMiB(), runner.millisToReady());
        }
    }
}
