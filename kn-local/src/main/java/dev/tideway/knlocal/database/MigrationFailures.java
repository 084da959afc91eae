package dev.tideway.knlocal.database;

import java.nio.file.Path;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.ValidateOutput;
import org.flywaydb.core.api.output.ValidateResult;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Flyway's many lines as one: the file, the line, PostgreSQL's own words.
final class MigrationFailures {
    private MigrationFailures() {}

    static DatabaseException of(Path folder, FlywayException failure) {
        return switch (failure) {
            case FlywayMigrateException failed ->
                    new DatabaseException(
                            "%s: %s".formatted(place(folder, failed), reason(failed)), failed);
            default -> new DatabaseException(folder + ": " + reason(failure), failure);
        };
    }

    static DatabaseException ofValidation(
            Path folder, ValidateResult result, FlywayException failure) {
        return result.invalidMigrations.stream()
                .findFirst()
                .map(wrong -> new DatabaseException(told(folder, wrong), failure))
                .orElseGet(() -> of(folder, failure));
    }

    private static String told(Path folder, ValidateOutput wrong) {
        var file =
                wrong.filepath == null || wrong.filepath.isEmpty()
                        ? "%s: version %s (%s)".formatted(folder, wrong.version, wrong.description)
                        : folder.resolve(Path.of(wrong.filepath).getFileName()).toString();
        return switch (wrong.errorDetails.errorCode.toString()) {
            case "CHECKSUM_MISMATCH" ->
                    file
                            + " was changed after it had run: undo the change and add a new migration (or `kn-local reset`)";
            case "APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED" ->
                    file + " has run, but its file is gone: bring it back (or `kn-local reset`)";
            default -> file + ": " + line(wrong.errorDetails.errorMessage);
        };
    }

    private static String place(Path folder, FlywayMigrateException failed) {
        var file = folder.resolve(failed.getMigration().getScript());
        return failed.getLineNumber() > 0 ? file + ":" + failed.getLineNumber() : file.toString();
    }

    private static String reason(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException sql && sql.getServerErrorMessage() != null) {
                return said(sql.getServerErrorMessage());
            }
        }
        return line(String.valueOf(failure.getMessage()));
    }

    private static String said(ServerErrorMessage error) {
        return "%s: %s (%s)%s"
                .formatted(
                        error.getSeverity(),
                        error.getMessage(),
                        error.getSQLState(),
                        Optional.ofNullable(error.getDetail())
                                .map(detail -> " " + detail)
                                .orElse(""));
    }

    private static String line(String text) {
        return String.join(" ", text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList());
    }
}
