package dev.tideway.knlocal.database;

import dev.tideway.knlocal.process.LaunchException;
import dev.tideway.knlocal.process.Leash;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A real PostgreSQL for tests; its programs are unpacked once for all of them.
final class Fixture {
    private static final Path PROGRAMS = Path.of("target", "postgresql").toAbsolutePath();

    private Fixture() {}

    static PostgresBinaries binaries() throws DatabaseException {
        return PostgresBinaries.unpack(PROGRAMS);
    }

    static Postgres start(Path folder) throws DatabaseException, LaunchException {
        return start(folder, Postgres.ANY_PORT);
    }

    static Postgres start(Path folder, int port) throws DatabaseException, LaunchException {
        return Postgres.start(folder, binaries(), Leash.onThisMachine(), port);
    }

    static Connection superuser(Postgres postgres) throws SQLException {
        var role = Cluster.SUPERUSER;
        return postgres.connect(role, role, postgres.passwords().of(role).orElseThrow());
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The first column of all rows.
    static List<String> ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var column = new ArrayList<String>();
            while (rows.next()) {
                column.add(rows.getString(1));
            }
            return column;
        }
    }
}
