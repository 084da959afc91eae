package dev.tideway.knlocal.database;

import dev.tideway.knlocal.process.Launch.Signal;
import dev.tideway.knlocal.process.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What an earlier server left on a data folder: its `postmaster.pid`, sometimes itself. The caller holds the state
/// folder, so nobody else has a server here by right.
record OldServer(Path data) {
    private static final Duration FAST = Duration.ofSeconds(10);
    private static final Duration IMMEDIATE = Duration.ofSeconds(5);

    /// Ends a server that still runs on the folder, and removes a pid file whose number is another program's now
    /// (PostgreSQL would take that for a server).
    void clear() throws DatabaseException {
        var pid = pid();
        if (pid.isPresent()) {
            var process = ProcessHandle.of(pid.get()).filter(ProcessHandle::isAlive);
            if (process.isPresent()) {
                clear(process.get());
            }
        }
    }

    private void clear(ProcessHandle process) throws DatabaseException {
        var command = process.info().command();
        if (command.isEmpty()) {
            throw new DatabaseException(
                    "process %d may be an old PostgreSQL on %s (its postmaster.pid says so, and it is not ours to look at): end it first"
                            .formatted(process.pid(), data));
        }
        if (isServer(command.get(), process)) {
            stop(process);
        } else {
            forget();
        }
    }

    private boolean isServer(String command, ProcessHandle process) {
        return command.endsWith("/postgres")
                && process.info()
                        .arguments()
                        .map(arguments -> Arrays.asList(arguments).contains(data.toString()))
                        .orElse(true);
    }

    private void stop(ProcessHandle process) throws DatabaseException {
        Signals.send(Signal.INT, process.pid());
        if (!Signals.ended(process, FAST)) {
            Signals.send(Signal.QUIT, process.pid());
            if (!Signals.ended(process, IMMEDIATE)) {
                throw new DatabaseException(
                        "an old PostgreSQL (process %d) on %s does not end: kill it"
                                .formatted(process.pid(), data));
            }
        }
    }

    private void forget() throws DatabaseException {
        try {
            Files.deleteIfExists(file());
        } catch (IOException e) {
            throw new DatabaseException(file() + " cannot be removed: " + Reasons.of(e), e);
        }
    }

    private Optional<Long> pid() throws DatabaseException {
        return lines().stream().findFirst().map(line -> Long.parseLong(line.strip()));
    }

    private List<String> lines() throws DatabaseException {
        try {
            return Files.readAllLines(file());
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw new DatabaseException(file() + " cannot be read: " + Reasons.of(e), e);
        }
    }

    private Path file() {
        return data.resolve("postmaster.pid");
    }
}
