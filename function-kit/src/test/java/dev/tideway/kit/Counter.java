package dev.tideway.kit;

import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventBuilder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/// What the tests of [Once] keep in their database: one number, written optimistically.
record Counter(DataSource database) {

    static CloudEvent<?> event(String id) {
        return CloudEventBuilder.create()
                .specVersion("1.0")
                .id(id)
                .source("/test")
                .type("test.count.v1")
                .subject("s")
                .extensions(Map.of("partitionkey", "s"))
                .build();
    }

    void reset() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate inbox; update counter set version = 0");
        }
    }

    int value() throws SQLException {
        try (var connection = database.getConnection()) {
            return read(connection);
        }
    }

    private static int read(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select version from counter")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /// Adds one, unless another writer did so since the counter was read.
    static int count(Connection connection) throws SQLException {
        var version = read(connection);
        var sql = "update counter set version = ? where version = ?";
        try (var update = connection.prepareStatement(sql)) {
            update.setInt(1, version + 1);
            update.setInt(2, version);
            if (update.executeUpdate() == 0) {
                throw new Once.Conflict("counter moved on from " + version);
            }
        }
        return version + 1;
    }

    static Once.Work counting(CloudEvent<?> event) {
        return connection ->
                Reply.to(event).of("test.counted.v1", Map.of("count", count(connection)));
    }
}
