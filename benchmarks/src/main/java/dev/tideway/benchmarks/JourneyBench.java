package dev.tideway.benchmarks;

import java.io.IOException;
import java.nio.file.Files;

/// What it costs to keep the journeys of events: two runners, one of which keeps none, in turn, and what part of that one's rate the
/// other reaches in each round. A machine that gets slower during the measurement slows both. How a JVM compiles the same program
/// differs from one process to the next by more than what is measured: so several pairs of runners.
final class JourneyBench {
    private static final int SECONDS = 4;
    private static final int PAIRS = 5;
    private static final int ROUNDS = 3;
    private static final int ROOM = 4_000_000;

    private final Table table;

    JourneyBench(Table table) {
        this.table = table;
    }

    void run() throws IOException {
        var burst = new Figures();
        var ingress = new Figures();
        for (int pair = 0; pair < PAIRS; pair++) {
            measure(burst, ingress);
        }
        row("one unordered trigger, a burst of 50,000", burst);
        row("ingress, 64 connections", ingress);
    }

    private static void measure(Figures burst, Figures ingress) throws IOException {
        try (var kept = Side.of(true);
                var none = Side.of(false)) {
            kept.warmUp();
            none.warmUp();
            for (int round = 0; round < ROUNDS; round++) {
                burst.add(share(round, kept, none, Side::burst));
                ingress.add(share(round, kept, none, Side::ingress));
            }
        }
    }

    private interface Measured {
        double rate(Side side) throws IOException;
    }

    /// In percent. Who is first changes with each round.
    private static double share(int round, Side kept, Side none, Measured measured)
            throws IOException {
        var keptFirst = round % 2 == 0;
        var first = measured.rate(keptFirst ? kept : none);
        var second = measured.rate(keptFirst ? none : kept);
        return 100 * (keptFirst ? first / second : second / first);
    }

    private void row(String what, Figures shares) {
        table.row(
                what + ", journeys kept, of the rate without: %",
                shares.preciseSummary(),
                "at least 95");
    }

    /// A runner, its subscriber, and who sends to it.
    private record Side(Journal journal, Sink sink, Runner runner, Load load)
            implements AutoCloseable {
        static Side of(boolean keeps) throws IOException {
            var journal = new Journal(ROOM);
            var sink = Sink.counting(journal);
            var root = Workspace.triggers("unordered", sink.address(), 1);
            if (!keeps) {
                Files.writeString(
                        root.resolve("kn-local.yaml"),
                        "manifests: [manifests]\nfunctions: [functions/*]\njourneys: {mib: 0}\n");
            }
            var runner = Runner.in(root);
            return new Side(journal, sink, runner, BrokerBench.load(runner, journal));
        }

        void warmUp() throws IOException {
            BrokerBench.warmUp(load, journal);
        }

        double burst() throws IOException {
            return BrokerBench.burst(load, journal);
        }

        /// Until all is delivered, so that nothing of it is left for the other's turn.
        double ingress() throws IOException {
            var rate = load.run(SECONDS);
            journal.awaitAll(load.accepted());
            return rate;
        }

        @Override
        public void close() throws IOException {
            load.close();
            runner.close();
            sink.close();
        }
    }
}
