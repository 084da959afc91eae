package dev.tideway.knlocal.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/// Tells whether a function's migrations are as they were after they last succeeded: the same files, and the same
/// history in the database. Asking Flyway would cost a third of a second at each start.
record Fingerprints(Connection admin) {
    static final String SCHEMA = "kn_local";

    /// @param files the digest of the migration files
    boolean same(String function, HistoryTable history, String files) throws SQLException {
        return history.exists(admin)
                && recorded(function).equals(List.of(files + "/" + history.digest(admin)));
    }

    /// To be called after a success only.
    void record(String function, HistoryTable history, String files) throws SQLException {
        try (var statement = admin.createStatement()) {
            statement.execute(
                    """
                    CREATE SCHEMA IF NOT EXISTS kn_local;
                    CREATE TABLE IF NOT EXISTS kn_local.migrated
                      (function text PRIMARY KEY, fingerprint text NOT NULL)
                    """);
        }
        var upsert =
                """
                INSERT INTO kn_local.migrated (function, fingerprint) VALUES (?, ?)
                ON CONFLICT (function) DO UPDATE SET fingerprint = excluded.fingerprint
                """;
        try (var statement = admin.prepareStatement(upsert)) {
            statement.setString(1, function);
            statement.setString(2, files + "/" + history.digest(admin));
            statement.executeUpdate();
        }
    }

    private List<String> recorded(String function) throws SQLException {
        if (!new HistoryTable(SCHEMA, "migrated").exists(admin)) {
            return List.of();
        }
        var select = "SELECT fingerprint FROM kn_local.migrated WHERE function = ?";
        try (var statement = admin.prepareStatement(select)) {
            statement.setString(1, function);
            try (var row = statement.executeQuery()) {
                return row.next() ? List.of(row.getString(1)) : List.of();
            }
        }
    }

    /// Of every file below the folder: its name and its bytes.
    static String ofFiles(Path folder) throws IOException {
        try (var tree = Files.walk(folder)) {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var file : tree.filter(Files::isRegularFile).sorted().toList()) {
                var content = Files.readAllBytes(file);
                var head = folder.relativize(file) + "\n" + content.length + "\n";
                digest.update(head.getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
