package dev.tideway.cataloguecdc;

import dev.tideway.cataloguecdc.Settings.WrongException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/// Where the catalogue is, and who reads it.
///
/// @param url of JDBC
record Database(String url, String user, String password) {
    private static final String TABLES =
            "select schemaname, tablename from pg_publication_tables where pubname = ?";

    private static final String LOST =
            """
            select exists (select from cdc_offset)
            and not exists (select from pg_replication_slots
                            where slot_name = ? and wal_status is distinct from 'lost')
            """;

    static Database of(String url, String user, String password) throws WrongException {
        var database = new Database(url, user, password);
        if (Driver.parseURL(url, new Properties()) == null) {
            throw new WrongException(
                    "DATABASE_JDBC_URI does not begin with jdbc:postgresql://host/database");
        }
        return database;
    }

    Connection connect() throws SQLException {
        var properties = new Properties();
        PGProperty.USER.set(properties, user);
        PGProperty.PASSWORD.set(properties, password);
        PGProperty.CONNECT_TIMEOUT.set(properties, 10);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.APPLICATION_NAME.set(properties, Capture.NAME);
        var connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException("the address is none of PostgreSQL's");
        }
        return connection;
    }

    String host() {
        return part(PGProperty.PG_HOST);
    }

    String port() {
        return part(PGProperty.PG_PORT);
    }

    String name() {
        return part(PGProperty.PG_DBNAME);
    }

    private String part(PGProperty property) {
        var parts = Driver.parseURL(url, new Properties());
        if (parts == null) {
            throw new IllegalStateException("checked when it was made");
        }
        return String.valueOf(property.getOrDefault(parts));
    }

    /// The tables of a publication, each as a pattern for its full name: the publication alone says what is told.
    List<String> published(String publication) throws SQLException {
        var tables = new ArrayList<String>();
        try (var connection = connect();
                var select = connection.prepareStatement(TABLES)) {
            select.setString(1, publication);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    tables.add(Pattern.quote(rows.getString(1) + "." + rows.getString(2)));
                }
            }
        }
        return tables;
    }

    /// Whether a place in the log is known from which the server cannot tell any more. To go on would leave out what was changed
    /// in between.
    boolean hasLost(String slot) throws SQLException {
        try (var connection = connect();
                var select = connection.prepareStatement(LOST)) {
            select.setString(1, slot);
            try (var row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /// Neither the password nor the address, which may hold it.
    @Override
    public String toString() {
        return "%s on %s:%s".formatted(name(), host(), port());
    }
}
