package dev.tideway.benchmarks;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// The event path alone: ingress into Kafka, and from there to an address that answers 204.
final class BrokerBench {
    private static final int CONNECTIONS = 64;
    private static final int WARM_UP_SECONDS = 10;
    private static final int SECONDS = 15;
    private static final int ROUNDS = 3;

    private final Table table;
    private final Vertx vertx;

    BrokerBench(Table table, Vertx vertx) {
        this.table = table;
        this.vertx = vertx;
    }

    void run() throws IOException, InterruptedException {
        ingress();
        trigger("unordered", "at least 8,000/s");
        trigger("ordered", "at least 3,000/s");
    }

    private void ingress() throws IOException, InterruptedException {
        try (var runner = Runner.in(Workspace.broker("unordered", ""))) {
            var _ = new Load(vertx, runner.port(), CONNECTIONS).run(WARM_UP_SECONDS);
            var rates = new Figures();
            var p99s = new Figures();
            for (int round = 0; round < ROUNDS; round++) {
                var load = new Load(vertx, runner.port(), CONNECTIONS);
                rates.add(load.run(SECONDS));
                p99s.add(load.millis().quantile(0.99));
            }
            table.row(
                    "ingress, 64 connections, 1 KiB, acks=all: events/s",
                    rates.summary(),
                    "at least 15,000");
            table.row("the same: p99 ms", p99s.summary(), "at most 20");
        }
    }

    /// Accepted and delivered side by side: the rate at which the sink has received everything that was posted.
    private void trigger(String order, String goal) throws IOException, InterruptedException {
        var received = new AtomicLong();
        var sink = new Sink(vertx, received);
        try (var runner = Runner.in(Workspace.broker(order, sink.address()))) {
            var _ = through(runner, received, WARM_UP_SECONDS);
            var rates = new Figures();
            for (int round = 0; round < ROUNDS; round++) {
                rates.add(through(runner, received, SECONDS));
            }
            table.row(
                    "one " + order + " trigger, accepted to received: events/s",
                    rates.summary(),
                    goal);
        }
    }

    private double through(Runner runner, AtomicLong received, int seconds)
            throws InterruptedException {
        long before = received.get();
        long start = System.nanoTime();
        var load = new Load(vertx, runner.port(), CONNECTIONS);
        var _ = load.run(seconds);
        Wait.until(
                "the sink has all events",
                Duration.ofMinutes(2),
                () -> received.get() - before >= load.accepted());
        double took = (System.nanoTime() - start) / 1e9;
        System.out.printf(Locale.ROOT, "  %d events in %.1f s%n", load.accepted(), took);
        return load.accepted() / took;
    }
}
