package dev.tideway.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Confirmed orders into hourly facts: posted to the broker, and asked for at `GET /sales` until all are there.
final class FactsBench {
    private static final int BURST = 10_000;
    private static final int WARM_UPS = 2;
    private static final int ROUNDS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /// Between two looks: each takes time of the cores that the orders need.
    private static final long PAUSE = 50_000_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    /// Of two SKUs: one that is in every order, and one of a hundred.
    private static final String ORDER =
            """
            {"orderId": "bench-{number}", "customerId": "c-1", "currency": "EUR", "total": 2970, "lines": [
             {"sku": "everybody-buys-it", "quantity": 2, "unitPrice": 990}, {"sku": "sku-{key}", "quantity": 1, "unitPrice": 990}]}
            """;

    private static final String HEAD =
            """
            ce-type: dev.tideway.order.confirmed.v1
            ce-source: /bench
            ce-id: {number}
            ce-time: 2026-03-02T09:30:00Z
            ce-subject: bench-{number}
            ce-partitionkey: bench-{number}
            content-type: application/json
            """;

    private final Table table;

    FactsBench(Table table) {
        this.table = table;
    }

    void run() throws IOException, InterruptedException {
        var journal = new Journal((WARM_UPS + ROUNDS) * BURST);
        try (var runner = Runner.in(Workspace.only("sales-facts", "dead-letters"))) {
            var post = new Post(runner.port(), HEAD, ORDER);
            try (var load = new Load(post, runner.port(), BrokerBench.CONNECTIONS, journal)) {
                var rates = new Figures();
                for (int round = 0; round < WARM_UPS + ROUNDS; round++) {
                    double rate = burst(load, runner);
                    if (round >= WARM_UPS) {
                        rates.add(rate);
                    }
                }
                table.row(
                        "a burst of 10,000 confirmed orders of two SKUs, first post to all in the facts: orders/s",
                        rates.summary(),
                        "at least 1,000");
            }
        }
    }

    private static double burst(Load load, Runner runner) throws IOException {
        long start = System.nanoTime();
        load.burst(BURST);
        Wait.until(
                "all orders are in the facts",
                PATIENCE,
                () -> {
                    LockSupport.parkNanos(PAUSE);
                    return inFacts(runner) >= load.accepted();
                });
        return BURST / ((System.nanoTime() - start) / 1e9);
    }

    /// @throws IllegalStateException when it is not each order once
    private static long inFacts(Runner runner) throws IOException, InterruptedException {
        var path = "/sales?by=hour&from=2026-03-02T09:00:00Z&to=2026-03-02T10:00:00Z";
        var row = JSON.readTree(runner.get("sales-facts", path).body()).path("rows").path(0);
        long orders = row.path("orders").asLong();
        if (row.path("units").asLong() != 3 * orders) {
            throw new IllegalStateException("not three pieces an order: " + row);
        }
        return orders;
    }
}
