package dev.tideway.benchmarks;

import java.io.IOException;
import java.time.Duration;

/// The event path alone: ingress into Kafka, and from there to an address that answers 204.
final class BrokerBench {
    static final int CONNECTIONS = 64;
    static final int BURST = 50_000;
    static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int WARM_UP_SECONDS = 8;
    private static final int SECONDS = 8;
    private static final int ROUNDS = 5;

    /// Bursts until the JIT compiler rests: their rate grew over nine of them.
    private static final int WARM_UPS = 10;

    private static final int ROOM = 2_000_000;

    private final Table table;

    BrokerBench(Table table) {
        this.table = table;
    }

    void run() throws IOException {
        ingress();
        trigger("unordered", "at least 15,000", true);
        trigger("ordered", "at least 5,000", false);
    }

    private void ingress() throws IOException {
        var journal = new Journal(ROOM);
        try (var runner = Runner.in(Workspace.broker());
                var load = load(runner, journal)) {
            var _ = load.run(WARM_UP_SECONDS);
            var rates = new Figures();
            var p99s = new Figures();
            var micros = new Figures();
            for (int round = 0; round < ROUNDS; round++) {
                int from = load.accepted();
                var before = runner.cpu();
                rates.add(load.run(SECONDS));
                micros.add(runner.cpu().minus(before).toNanos() / 1e3 / (load.accepted() - from));
                p99s.add(journal.postedToAccepted(from, load.accepted()).quantile(0.99));
            }
            table.row(
                    "ingress, 64 connections, 1 KiB, acks=all: events/s",
                    rates.summary(),
                    "at least 25,000");
            table.row("the same: p99 ms", p99s.summary(), "at most 20");
            table.row("the same: the runner's processor time per event: µs", micros.summary(), "");
        }
    }

    private void trigger(String order, String goal, boolean paced) throws IOException {
        var journal = new Journal(ROOM);
        try (var sink = Sink.counting(journal);
                var runner = Runner.in(Workspace.triggers(order, sink.address(), 1));
                var load = load(runner, journal)) {
            warmUp(load, journal);
            var rates = new Figures();
            var micros = new Figures();
            for (int round = 0; round < ROUNDS; round++) {
                var before = runner.cpu();
                rates.add(burst(load, journal));
                micros.add(runner.cpu().minus(before).toNanos() / 1e3 / BURST);
            }
            table.row(
                    "the runner's processor time per event, accepted and delivered: µs",
                    micros.summary(),
                    "");
            table.row(
                    "one "
                            + order
                            + " trigger, a burst of 50,000, first post to last received: events/s",
                    rates.summary(),
                    goal);
            if (paced) {
                paced(load, journal);
            }
            journal.mustBeWhole(load.accepted());
        }
    }

    private void paced(Load load, Journal journal) throws IOException {
        var millis = new Figures();
        for (int round = 0; round < ROUNDS; round++) {
            int from = load.accepted();
            load.paced(1_000, 4);
            journal.awaitAll(load.accepted());
            millis.add(journal.postedToReceived(from, load.accepted()).quantile(0.99));
        }
        table.row(
                "one unordered trigger, 1,000 events/s, posted to received: p99 ms",
                millis.preciseSummary(),
                "at most 10");
    }

    static Load load(Runner runner, Journal journal) throws IOException {
        var post = new Post(runner.port(), "dev.tideway.bench", true);
        return new Load(post, runner.port(), CONNECTIONS, journal);
    }

    static void warmUp(Load load, Journal journal) throws IOException {
        for (int i = 0; i < WARM_UPS; i++) {
            double _ = burst(load, journal);
        }
    }

    /// Events per second from the first post until the subscriber has all of them.
    static double burst(Load load, Journal journal) throws IOException {
        long start = System.nanoTime();
        load.burst(BURST);
        journal.awaitAll(load.accepted());
        return BURST / ((System.nanoTime() - start) / 1e9);
    }
}
