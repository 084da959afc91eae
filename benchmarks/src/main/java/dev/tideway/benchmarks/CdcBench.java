package dev.tideway.benchmarks;

import dev.tideway.knlocal.database.DatabaseException;
import dev.tideway.knlocal.database.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;

/// A row of the old catalogue, from the statement that changes it to the product event at a subscriber.
final class CdcBench {
    private static final int ROWS = 200;
    private static final int ROWS_AT_FIRST = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Table table;

    CdcBench(Table table) {
        this.table = table;
    }

    void run() throws IOException, InterruptedException {
        try (var subscriber = new Subscriber()) {
            var root = workspace(subscriber.address());
            try (var _ = Runner.in(root)) {
                subscriber.await("the catalogue is told, see " + root, ROWS_AT_FIRST, PATIENCE);
                measure(root, subscriber);
            }
        } catch (DatabaseException e) {
            throw new IOException(e);
        }
    }

    private void measure(Path root, Subscriber subscriber)
            throws DatabaseException, InterruptedException {
        var millis = new Figures();
        try (var session = Session.open(root.resolve(".kn-local/postgres"), "catalogue")) {
            for (int row = 1; row <= 2 * ROWS; row++) {
                int expected = subscriber.heard() + 1;
                long start = System.nanoTime();
                session.run("bench", update(row), new Unseen());
                subscriber.await("a product event", expected, PATIENCE);
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
