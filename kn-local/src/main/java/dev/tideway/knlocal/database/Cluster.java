package dev.tideway.knlocal.database;

import dev.tideway.knlocal.state.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What PostgreSQL keeps: the data folder, and beside it the passwords; made together or not at all.
record Cluster(Path folder) {
    static final String SUPERUSER = "postgres";
    private static final Duration INITDB_PATIENCE = Duration.ofMinutes(2);

    /// Absolute and free of links, as `postmaster.pid` and the process list show it.
    Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("postgres.log");
    }

    Passwords passwords() throws DatabaseException {
        var file = folder.resolve("passwords");
        try {
            return Passwords.in(file);
        } catch (IOException e) {
            throw new DatabaseException(
                    "PostgreSQL's passwords in %s cannot be read: %s"
                            .formatted(file, Reasons.of(e)),
                    e);
        }
    }

    /// In `<parent>/cluster`; initialised there by `initdb` (0.7 s) when there is none.
    static Cluster in(Path parent, Programs programs) throws DatabaseException {
        try {
            var folder = parent.toRealPath().resolve("cluster");
            var cluster = new Cluster(folder);
            if (!Files.exists(folder)) {
                initialise(folder, programs);
            }
            cluster.check(programs.binaries());
            return cluster;
        } catch (IOException e) {
            throw new DatabaseException(
                    "PostgreSQL's data cannot be made in %s: %s".formatted(parent, Reasons.of(e)),
                    e);
        }
    }

    private void check(PostgresBinaries binaries) throws IOException, DatabaseException {
        var file = data().resolve("PG_VERSION");
        if (!Files.exists(file)) {
            throw new DatabaseException(
                    "PostgreSQL's data in %s is damaged (no PG_VERSION): `kn-local reset` starts afresh"
                            .formatted(data()));
        }
        var made = Files.readString(file).strip();
        if (!made.equals(binaries.major())) {
            throw new DatabaseException(
                    "the data in %s is of PostgreSQL %s, this is %s: `kn-local reset` starts afresh"
                            .formatted(data(), made, binaries.version()));
        }
    }

    private static void initialise(Path folder, Programs programs)
            throws IOException, DatabaseException {
        var fresh = folder.resolveSibling("cluster.new");
        Trees.delete(fresh);
        Files.createDirectory(fresh);
        var password = fresh.resolve("initdb.password");
        Passwords.write(password, Passwords.in(fresh.resolve("passwords")).make(SUPERUSER));
        initdb(fresh, password, programs);
        Files.delete(password);
        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    /// With PostgreSQL's own locale, so that text sorts the same on every machine.
    private static void initdb(Path fresh, Path password, Programs programs)
            throws IOException, DatabaseException {
        var arguments =
                List.of(
                        "--pgdata=" + fresh.resolve("data"),
                        "--username=" + SUPERUSER,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--no-instructions");
        var output = fresh.resolve("initdb.log");
        try (var child = programs.start("initdb", arguments, fresh, output)) {
            var code = child.exited().get(INITDB_PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (code != 0) {
                throw Failures.ofInitdb(fresh, Files.readString(output));
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new DatabaseException(
                    "initdb on %s did not end within %s".formatted(fresh, INITDB_PATIENCE), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("interrupted while making PostgreSQL's data", e);
        }
    }
}
