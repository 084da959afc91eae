package dev.tideway.salesfacts;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// One row of the hourly fact table as a test compares it.
record Slot(
        long orders,
        long leading,
        long units,
        long revenue,
        long listedUnits,
        @Nullable Long listValue,
        long cancelledOrders,
        long cancelledLeading,
        long cancelledUnits,
        long cancelledRevenue,
        @Nullable String name,
        @Nullable String category) {

    /// What a row stands for.
    record Key(Instant hour, String sku, String currency) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return toString().compareTo(other.toString());
        }
    }

    /// The rows of the SKUs that begin so.
    static SortedMap<Key, Slot> stored(DataSource database, String skus) throws SQLException {
        var sql = "select * from hourly_sales where starts_with(sku, ?)";
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(sql)) {
            select.setString(1, skus);
            var slots = new TreeMap<Key, Slot>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    slots.put(key(rows), slot(rows));
                }
            }
            return slots;
        }
    }

    private static Key key(ResultSet row) throws SQLException {
        return new Key(
                row.getObject("hour", OffsetDateTime.class).toInstant(),
                row.getString("sku"),
                row.getString("currency"));
    }

    private static Slot slot(ResultSet row) throws SQLException {
        var listValue = (BigDecimal) row.getObject("list_value");
        return new Slot(
                row.getLong("orders"),
                row.getLong("leading_orders"),
                row.getLong("units"),
                row.getLong("revenue"),
                row.getLong("listed_units"),
                listValue == null ? null : listValue.longValueExact(),
                row.getLong("cancelled_orders"),
                row.getLong("cancelled_leading"),
                row.getLong("cancelled_units"),
                row.getLong("cancelled_revenue"),
                row.getString("name"),
                row.getString("category"));
    }
}
