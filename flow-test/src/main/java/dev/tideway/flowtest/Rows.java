package dev.tideway.flowtest;

import dev.tideway.knlocal.database.DatabaseException;
import dev.tideway.knlocal.database.Session;
import dev.tideway.knlocal.settings.Settings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Selects rows in the runner's databases.
record Rows(Settings settings) {
    List<Map<String, @Nullable String>> of(String secret, String sql) {
        var database = settings.databases().get(secret);
        if (database == null) {
            throw new IllegalArgumentException(
                    "no database %s under databases in kn-local.yaml; there is %s"
                            .formatted(secret, new TreeSet<>(settings.databases().keySet())));
        }
        var folder = settings.state().resolve("postgres");
        try (var session = Session.open(folder, database.schema())) {
            var found = new Found(new ArrayList<>());
            session.run("select", sql, found);
            return found.rows();
        } catch (DatabaseException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private record Found(List<Map<String, @Nullable String>> rows) implements Session.Results {
        @Override
        public void rows(ResultSet result) throws SQLException {
            var columns = result.getMetaData();
            while (result.next()) {
                var row = new LinkedHashMap<String, @Nullable String>();
                for (int column = 1; column <= columns.getColumnCount(); column++) {
                    row.put(columns.getColumnLabel(column), result.getString(column));
                }
                rows.add(row);
            }
        }

        @Override
        public void changed(int many) {}
    }
}
