package dev.tideway.knlocal.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A JVM to be killed: owns a PostgreSQL, commits a row, says so in a file and waits for its end.
final class DatabaseOwner {
    private DatabaseOwner() {}

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var postgres = Fixture.start(folder);
        try (var connection = Fixture.superuser(postgres)) {
            Fixture.run(connection, "CREATE TABLE kept AS SELECT 'a row' AS what");
        }
        var told = Files.writeString(folder.resolve("told.new"), Long.toString(postgres.pid()));
        Files.move(told, folder.resolve("told"));
        Thread.sleep(Duration.ofMinutes(5));
    }
}
