package dev.tideway.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/// The store on a runner: starts, cold starts, an order's way, memory.
final class StoreBench {
    private static final int STARTS = 5;
    private static final int COLD_ROUNDS = 10;
    private static final int WARM_ORDERS = 200;

    /// Those that an order wakes.
    private static final int ORDER_FUNCTIONS = 5;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Table table;

    StoreBench(Table table) {
        this.table = table;
    }

    void run() throws IOException, InterruptedException {
        emptyStarts();
        var root = Workspace.store();
        existingStarts(root);
        startsAfterKill(root);
        try (var runner = Runner.in(root)) {
            idle(runner);
            train(runner, root);
            fromZero(runner);
            warm(runner);
        }
    }

    private void emptyStarts() throws IOException {
        var millis = new Figures();
        for (int i = 0; i < STARTS; i++) {
            try (var runner = Runner.in(Workspace.store())) {
                millis.add(runner.millisToReady());
            }
        }
        table.row("ready on empty state, ms", millis.summary(), "at most 6,000");
    }

    private void existingStarts(Path root) throws IOException {
        var millis = new Figures();
        for (int i = 0; i <= STARTS; i++) {
            try (var runner = Runner.in(root)) {
                if (i > 0) {
                    millis.add(runner.millisToReady());
                }
            }
        }
        table.row("ready on existing state, ms", millis.summary(), "at most 3,000");
    }

    private void startsAfterKill(Path root) throws IOException, InterruptedException {
        var millis = new Figures();
        Runner.in(root).killHard();
        for (int i = 0; i < STARTS; i++) {
            var runner = Runner.in(root);
            millis.add(runner.millisToReady());
            runner.killHard();
        }
        table.row("ready after kill -9, ms", millis.summary(), "at most 3,000");
    }

    private void idle(Runner runner) throws IOException {
        table.row(
                "idle runner, nothing running, Kafka and PostgreSQL included: MiB resident",
                Math.round(runner.residentMiB()) + "",
                "at most 400");
    }

    /// Orders until every function's start-up cache is there.
    private static void train(Runner runner, Path root) throws IOException, InterruptedException {
        var _ = orderToConfirmed(runner);
        Wait.until("start-up caches are made", PATIENCE, () -> caches(root) >= ORDER_FUNCTIONS);
        runner.awaitZero(PATIENCE);
    }

    private static long caches(Path root) throws IOException {
        try (var files = Files.walk(root.resolve(".kn-local/revisions"))) {
            return files.filter(file -> file.toString().endsWith(".aot")).count();
        } catch (UncheckedIOException madeOrDeletedMeanwhile) {
            return 0;
        }
    }

    private void fromZero(Runner runner) throws IOException, InterruptedException {
        var orders = new Figures();
        var firstReplies = new Figures();
        for (int i = 0; i < COLD_ROUNDS; i++) {
            runner.awaitZero(PATIENCE);
            long start = System.nanoTime();
            var _ = runner.get("order-view", "/orders/none");
            firstReplies.add((System.nanoTime() - start) / 1e6);
            runner.awaitZero(PATIENCE);
            orders.add(orderToConfirmed(runner));
        }
        table.row(
                "a function's cold start, request to first reply, database included: ms",
                firstReplies.summary(),
                "median at most 350");
        table.row("order placed to confirmed, from zero: ms", orders.summary(), "at most 2,500");
    }

    private void warm(Runner runner) throws IOException, InterruptedException {
        var millis = new Figures();
        for (int i = 0; i < 2 * WARM_ORDERS; i++) {
            double took = orderToConfirmed(runner);
            if (i >= WARM_ORDERS) {
                millis.add(took);
            }
        }
        table.row("order placed to confirmed, warm: ms", millis.summary(), "median at most 60");
    }

    /// From the first byte of the post to the read side's answer, in ms.
    private static double orderToConfirmed(Runner runner) throws IOException, InterruptedException {
        var id = "bench-" + UUID.randomUUID();
        var data =
                """
                {"orderId": "%s", "customerId": "c-1", "currency": "EUR", "payment": {"token": "tok_visa"},
                 "lines": [{"sku": "tea-sencha", "quantity": 1, "unitPrice": 990}]}
                """
                        .formatted(id);
        long start = System.nanoTime();
        int status = runner.post("dev.tideway.order.place.v1", id, data);
        if (status != 202) {
            throw new IOException("the order was answered " + status);
        }
        Wait.until(
                "order " + id + " is confirmed",
                PATIENCE,
                () -> runner.get("order-view", "/orders/" + id).body().contains("\"CONFIRMED\""));
        return (System.nanoTime() - start) / 1e6;
    }
}
