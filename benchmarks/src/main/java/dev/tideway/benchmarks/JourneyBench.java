package dev.tideway.benchmarks;

import java.io.IOException;
import java.nio.file.Files;

/// What it costs to keep the journeys of events: two runners, one of which keeps none, in turn, and what part of that one's rate the
/// other reaches in each round. A machine that gets slower during the measurement slows both.
final class JourneyBench {
    private static final int SECONDS = 4;
    private static final int ROUNDS = 11;
    private static final int ROOM = 4_000_000;

    private final Table table;

    JourneyBench(Table table) {
        this.table = table;
    }

    void run() throws IOException {
        try (var kept = Side.of(true);
                var none = Side.of(false)) {
            kept.warmUp();
            none.warmUp();
            rounds("one unordered trigger, a burst of 50,000", kept, none, Side::burst);
            rounds("ingress, 64 connections", kept, none, Side::ingress);
        }
    }

    private interface Measured {
        double rate(Side side) throws IOException;
    }

    /// Who is first changes with each round.
    private void rounds(String what, Side kept, Side none, Measured measured) throws IOException {
        var shares = new Figures();
        for (int round = 0; round < ROUNDS; round++) {
            var keptFirst = round % 2 == 0;
            var first = measured.rate(keptFirst ? kept : none);
            var second = measured.rate(keptFirst ? none : kept);
            shares.add(100 * (keptFirst ? first / second : second / first));
        }
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
