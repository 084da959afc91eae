package dev.tideway.knlocal.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;

/// Brings the schema of one function at a time to what its `db/` folder says, by Flyway.
public final class Migrations {
    /// Silent, because what it throws says it all. Held here, because a logger that nobody holds loses its level.
    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

    private final Databases databases;

    public Migrations(Databases databases) {
        this.databases = databases;
    }

    /// Runs what is new, as the role behind the Secret, in its schema. Returns false when there was nothing to do,
    /// which takes milliseconds.
    ///
    /// @param folder the function's `db/`; a function without one has nothing to migrate
    /// @throws DatabaseException names the file and what PostgreSQL says of it
    public boolean migrate(String function, Path folder, String secret) throws DatabaseException {
        var login = databases.login(secret);
        var history = HistoryTable.of(function, login.role());
        try (var admin = databases.admin()) {
            var fingerprints = new Fingerprints(admin);
            if (!Files.isDirectory(folder)) {
                return false;
            }
            var files = Fingerprints.ofFiles(folder);
            if (fingerprints.same(function, history, files)) {
                return false;
            }
            run(folder, login, history);
            fingerprints.record(function, history, files);
            return true;
        } catch (IOException e) {
            throw new DatabaseException(
                    "the migrations in %s cannot be read: %s".formatted(folder, Reasons.of(e)), e);
        } catch (SQLException e) {
            throw new DatabaseException(
                    "the migrations of %s cannot be checked: %s"
                            .formatted(function, e.getMessage()),
                    e);
        }
    }

    private static void run(Path folder, DatabaseSecret login, HistoryTable history)
            throws DatabaseException {
        FLYWAY.setLevel(Level.OFF);
        var flyway = flyway(folder, login, history);
        try {
            flyway.migrate();
        } catch (FlywayValidateException e) {
            throw MigrationFailures.ofValidation(folder, flyway.validateWithResult(), e);
        } catch (FlywayException e) {
            throw MigrationFailures.of(folder, e);
        }
    }

    /// Version 0 as the baseline: the schema may hold another function's tables already.
    private static Flyway flyway(Path folder, DatabaseSecret login, HistoryTable history) {
        return Flyway.configure()
                .dataSource(login.jdbcUrl(), login.role(), login.password())
                .locations("filesystem:" + folder.toAbsolutePath())
                .defaultSchema(history.schema())
                .table(history.name())
                .createSchemas(false)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .validateMigrationNaming(true)
                .ignoreMigrationPatterns("*:pending", "*:future")
                .load();
    }
}
