package dev.tideway.benchmarks;

import com.sun.net.httpserver.HttpServer;
import dev.tideway.knlocal.database.DatabaseException;
import dev.tideway.knlocal.database.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A row of the old catalogue, from the statement that changes it to the product event at a subscriber.
final class CdcBench {
    private static final int ROWS = 200;
    private static final int ROWS_AT_FIRST = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Table table;
    private final AtomicInteger heard = new AtomicInteger();

    CdcBench(Table table) {
        this.table = table;
    }

    void run() throws IOException {
        var subscriber = subscriber();
        var root = workspace("http://127.0.0.1:" + subscriber.getAddress().getPort() + "/");
        try (var _ = Runner.in(root)) {
            Wait.until(
                    "the catalogue is told, see " + root,
                    PATIENCE,
                    () -> heard.get() >= ROWS_AT_FIRST);
            measure(root);
        } catch (DatabaseException e) {
            throw new IOException(e);
        } finally {
            subscriber.stop(0);
        }
    }

    private void measure(Path root) throws DatabaseException {
        var millis = new Figures();
        try (var session = Session.open(root.resolve(".kn-local/postgres"), "catalogue")) {
            for (int row = 1; row <= 2 * ROWS; row++) {
                int expected = heard.get() + 1;
                long start = System.nanoTime();
                session.run("bench", update(row), new Unseen());
                Wait.until("a product event", PATIENCE, () -> heard.get() >= expected);
                if (row > ROWS) {
                    millis.add((System.nanoTime() - start) / 1e6);
                }
            }
        }
        table.row(
                "row changed by SQL to product event at a subscriber, warm: ms",
                millis.summary(),
                "median at most 150");
    }

    private static String update(int price) {
        return "update item set price_cents = %d where sku = 'tea-green-100'".formatted(price);
    }

    /// Nobody asks.
    private record Unseen() implements Session.Results {
        @Override
        public void rows(ResultSet rows) {
            // An update has none.
        }

        @Override
        public void changed(int rows) {
            if (rows != 1) {
                throw new IllegalStateException(rows + " rows have changed");
            }
        }
    }

    private HttpServer subscriber() throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        exchange.getRequestBody().readAllBytes();
                        exchange.sendResponseHeaders(204, -1);
                        heard.incrementAndGet();
                    }
                });
        server.start();
        return server;
    }

    private static Path workspace(String subscriber) throws IOException {
        var root = Files.createTempDirectory("tideway-bench-cdc");
        var manifests = Files.createDirectories(root.resolve("manifests"));
        Files.writeString(manifests.resolve("broker.yaml"), Workspace.BROKER);
        Files.writeString(manifests.resolve("subscriber.yaml"), trigger(subscriber));
        Files.writeString(
                root.resolve("kn-local.yaml"),
                SETTINGS.replace("REPOSITORY", Workspace.REPOSITORY.toString()));
        return root;
    }

    private static String trigger(String subscriber) {
        return """
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata:
          name: subscriber
        spec:
          broker: default
          filters:
            - prefix:
                type: dev.tideway.product.
          subscriber:
            uri: %s
        """
                .formatted(subscriber);
    }

    private static final String SETTINGS =
            """
            manifests: [manifests, REPOSITORY/triggers/catalog-etl.yaml, REPOSITORY/sources/catalogue-cdc/source.yaml]
            functions: [REPOSITORY/functions/catalog-etl]
            commands:
              catalogue-cdc: [REPOSITORY/sources/catalogue-cdc/bin/catalogue-cdc]
            databases:
              catalogue-db-app:
                schema: catalogue
                replication: true
                migrations: REPOSITORY/sources/catalogue-cdc/db
            """;
}
