package dev.tideway.knlocal.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;

/// A user's own connection to the database of a runner that runs: as the role of a Secret, which may do what whoever has that
/// Secret may.
public final class Session implements AutoCloseable {
    /// Which line of `postmaster.pid` holds the port, from 0.
    private static final int PORT_LINE = 3;

    private final Connection connection;

    private Session(Connection connection) {
        this.connection = connection;
    }

    /// As the role that owns that schema.
    ///
    /// @param folder as for [Postgres#start]
    public static Session open(Path folder, String schema) throws DatabaseException {
        var cluster = new Cluster(folder.resolve("cluster"));
        int port = port(cluster);
        var password =
                cluster.passwords()
                        .of(schema)
                        .orElseThrow(() ->
                                new DatabaseException(
                                        "there is no schema %s in %s yet: make run makes it"
                                                .formatted(schema, folder)));
        return open(new DatabaseSecret(port, Databases.STORE, schema, password));
    }

    private static Session open(DatabaseSecret login) throws DatabaseException {
        var properties = new Properties();
        properties.setProperty("user", login.role());
        properties.setProperty("password", login.password());
        properties.setProperty("ApplicationName", "kn-local sql");
        try {
            var connection = new Driver().connect(login.jdbcUrl(), properties);
            if (connection == null) {
                throw new IllegalStateException(login.jdbcUrl());
            }
            connection.setAutoCommit(false);
            return new Session(connection);
        } catch (SQLException e) {
            throw new DatabaseException(login + " lets nobody in: " + e.getMessage(), e);
        }
    }

    private static int port(Cluster cluster) throws DatabaseException {
        try {
            var lines = Files.readAllLines(cluster.data().resolve("postmaster.pid"));
            return Integer.parseInt(lines.get(PORT_LINE).strip());
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            throw new DatabaseException.NotRunning(
                    "no PostgreSQL runs on %s: start the runner (make run)"
                            .formatted(cluster.data()),
                    e);
        }
    }

    /// All statements of a script, in one transaction: all of them or none.
    ///
    /// @param name of the script, for messages
    /// @param results is told what each statement came to
    public void run(String name, String script, Results results) throws DatabaseException {
        for (var statement : Script.of(script)) {
            try (var work = connection.createStatement()) {
                // As it is: what looks like JDBC's own braces is none.
                work.setEscapeProcessing(false);
                if (work.execute(statement.sql())) {
                    results.rows(work.getResultSet());
                } else {
                    results.changed(work.getUpdateCount());
                }
            } catch (SQLException e) {
                throw new DatabaseException(statement.failure(name, e), e);
            }
        }
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new DatabaseException(name + ": " + e.getMessage(), e);
        }
    }

    /// What a script comes to, statement by statement.
    public interface Results {
        void rows(ResultSet rows) throws SQLException;

        void changed(int rows);
    }

    @Override
    public void close() throws DatabaseException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new DatabaseException(String.valueOf(e.getMessage()), e);
        }
    }
}
