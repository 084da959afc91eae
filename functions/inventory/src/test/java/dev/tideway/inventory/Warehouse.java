package dev.tideway.inventory;

import dev.tideway.kit.testing.TestEvent;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/// The shelves as the tests fill and count them, and the events that the warehouse gets.
record Warehouse(DataSource database) {
    static final String PLACED = "dev.tideway.order.placed.v1";
    static final String CANCELLED = "dev.tideway.order.cancelled.v1";
    static final String RESERVED = "dev.tideway.stock.reserved.v1";
    static final String REFUSED = "dev.tideway.stock.refused.v1";
    static final String RELEASED = "dev.tideway.stock.released.v1";

    static TestEvent placed(String orderId, Line... lines) {
        return TestEvent.of(
                        PLACED,
                        Map.of(
                                "orderId",
                                orderId,
                                "customerId",
                                "c-1",
                                "currency",
                                "EUR",
                                "total",
                                100,
                                "lines",
                                lines))
                .about(orderId);
    }

    static TestEvent cancelled(String orderId) {
        return TestEvent.of(CANCELLED, Map.of("orderId", orderId, "reason", "test")).about(orderId);
    }

    /// A new SKU with so many pieces.
    String shelf(int pieces) throws SQLException {
        var sku = "test-" + UUID.randomUUID();
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("insert into stock values (?, ?)")) {
            insert.setString(1, sku);
            insert.setInt(2, pieces);
            insert.executeUpdate();
        }
        return sku;
    }

    int available(String sku) throws SQLException {
        var sql = "select available from stock where sku = ?";
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(sql)) {
            select.setString(1, sku);
            try (var rows = select.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    /// How many transactions wait for another one's lock.
    int waiting() throws SQLException {
        var sql = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'";
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
