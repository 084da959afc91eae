package dev.tideway.knlocal.database;

import dev.tideway.knlocal.process.ChildProcess;
import dev.tideway.knlocal.process.Launch;
import dev.tideway.knlocal.process.LaunchException;
import dev.tideway.knlocal.process.Leash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Starts PostgreSQL's programs, as a user they accept.
record Programs(PostgresBinaries binaries, OrdinaryUser user, Leash leash) {
    /// No locale and no `PG…` variable of the caller's reaches them.
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL", "C");

    /// QUIT is PostgreSQL's immediate shutdown: what is acknowledged is in the write-ahead log.
    ChildProcess start(String program, List<String> arguments, Path folder, Path output)
            throws DatabaseException {
        var command = new ArrayList<>(user.prefix());
        command.add(binaries.program(program).toString());
        command.addAll(arguments);
        try {
            return leash.start(
                    Launch.of(command, folder, ENVIRONMENT, output)
                            .whenOrphaned(Launch.Signal.QUIT));
        } catch (LaunchException e) {
            throw new DatabaseException("PostgreSQL: " + e.getMessage(), e);
        }
    }
}
