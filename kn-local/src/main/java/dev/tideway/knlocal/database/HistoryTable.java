package dev.tideway.knlocal.database;

import java.sql.Connection;
import java.sql.SQLException;

/// Flyway's record of what it has run for one function. Each function has its own, so that two share a schema.
record HistoryTable(String schema, String name) {
    static HistoryTable of(String function, String schema) {
        return new HistoryTable(schema, "flyway_" + function.replace('-', '_'));
    }

    boolean exists(Connection admin) throws SQLException {
        try (var statement = admin.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            statement.setString(1, qualified());
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /// Changes with every row that Flyway adds or alters.
    String digest(Connection admin) throws SQLException {
        var select =
                """
                SELECT coalesce(md5(string_agg(concat_ws(' ', installed_rank, version, script,
                  checksum, success), E'\\n' ORDER BY installed_rank)), '') FROM %s
                """
                        .formatted(qualified());
        try (var statement = admin.createStatement();
                var row = statement.executeQuery(select)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    private String qualified() {
        return "\"%s\".\"%s\"".formatted(schema, name);
    }
}
