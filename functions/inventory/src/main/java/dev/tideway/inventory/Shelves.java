package dev.tideway.inventory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The inventory schema, within one transaction. Rows of `stock` are always locked in the order of their SKUs, so
/// that two orders never wait for each other.
record Shelves(Connection connection) {

    /// Opens the order's reservation; false when an event of this order did so before.
    boolean open(String orderId) throws SQLException {
        return update(
                        "insert into reservation values (?, 'reserved') on conflict do nothing",
                        orderId)
                == 1;
    }

    /// Closes the order, whether it has a reservation or not: nothing can be reserved for it any more.
    void close(String orderId) throws SQLException {
        update(
                """
                insert into reservation values (?, 'cancelled')
                on conflict (order_id) do update set state = 'cancelled'
                """,
                orderId);
    }

    void refuse(String orderId) throws SQLException {
        update("update reservation set state = 'refused' where order_id = ?", orderId);
    }

    /// What is available of these SKUs, those unknown left out; nobody else takes any until this transaction ends.
    Map<String, Integer> lock(List<Line> lines) throws SQLException {
        var sql = "select sku, available from stock where sku = any (?) order by sku for update";
        try (var select = connection.prepareStatement(sql)) {
            var skus = lines.stream().map(Line::sku).toArray(String[]::new);
            select.setArray(1, connection.createArrayOf("text", skus));
            var available = new HashMap<String, Integer>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    available.put(rows.getString("sku"), rows.getInt("available"));
                }
            }
            return available;
        }
    }

    /// Takes lines that [#lock] has found to be there.
    void take(String orderId, List<Line> lines) throws SQLException {
        var take = "update stock set available = available - ? where sku = ?";
        var note = "insert into reserved_line (quantity, sku, order_id) values (?, ?, ?)";
        try (var taking = connection.prepareStatement(take);
                var noting = connection.prepareStatement(note)) {
            for (var line : lines) {
                add(taking, line);
                noting.setString(3, orderId);
                add(noting, line);
            }
            taking.executeBatch();
            noting.executeBatch();
        }
    }

    /// Puts back what was set aside for the order: nothing if there was nothing.
    List<Line> putBack(String orderId) throws SQLException {
        var lines = forget(orderId);
        lock(lines);
        try (var putting =
                connection.prepareStatement(
                        "update stock set available = available + ? where sku = ?")) {
            for (var line : lines) {
                add(putting, line);
            }
            putting.executeBatch();
        }
        return lines;
    }

    private List<Line> forget(String orderId) throws SQLException {
        var sql = "delete from reserved_line where order_id = ? returning sku, quantity";
        try (var delete = connection.prepareStatement(sql)) {
            delete.setString(1, orderId);
            var lines = new ArrayList<Line>();
            try (var rows = delete.executeQuery()) {
                while (rows.next()) {
                    lines.add(new Line(rows.getString("sku"), rows.getInt("quantity")));
                }
            }
            return lines;
        }
    }

    private static void add(PreparedStatement statement, Line line) throws SQLException {
        statement.setInt(1, line.quantity());
        statement.setString(2, line.sku());
        statement.addBatch();
    }

    private int update(String sql, String orderId) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, orderId);
            return statement.executeUpdate();
        }
    }
}
