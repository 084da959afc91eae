package dev.tideway.knlocal.database;

import dev.tideway.knlocal.process.ChildProcess;
import dev.tideway.knlocal.process.Launch.Signal;
import dev.tideway.knlocal.process.Signals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One run of the `postgres` program, ready for connections.
record Server(ChildProcess process, int port) {
    /// Recovery after a crash is part of the start, and may read a lot of log.
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);

    private static final Duration LOOK_EVERY = Duration.ofMillis(5);
    private static final Duration FAST = Duration.ofSeconds(10);
    private static final Duration IMMEDIATE = Duration.ofSeconds(5);
    private static final long LOG_LIMIT = 4 << 20;

    /// Which line of `postmaster.pid` holds the state that `pg_ctl` waits for, from 0.
    private static final int STATE_LINE = 7;

    /// Small (about 25 MB, 200 connections), but true to its word: `fsync` and `synchronous_commit` stay on.
    /// `wal_level=logical` lets change data capture read along; what one that is away for long would need does not fill the disk.
    private static final List<String> SETTINGS =
            List.of(
                    "listen_addresses=127.0.0.1",
                    "unix_socket_directories=",
                    "fsync=on",
                    "synchronous_commit=on",
                    "wal_level=logical",
                    "max_slot_wal_keep_size=1GB",
                    "max_connections=200",
                    "shared_buffers=16MB",
                    "max_wal_size=256MB",
                    "min_wal_size=32MB",
                    "io_method=sync",
                    "max_logical_replication_workers=0",
                    "jit=off",
                    "log_checkpoints=off",
                    "log_line_prefix=%m [%p] %u ");

    static Server start(Cluster cluster, Programs programs, int port) throws DatabaseException {
        new OldServer(cluster.data()).clear();
        var from = freshLog(cluster.log());
        var process =
                programs.start(
                        "postgres", arguments(cluster, port), cluster.folder(), cluster.log());
        try {
            var server = new Server(process, port);
            server.awaitReady(cluster, from);
            return server;
        } catch (DatabaseException e) {
            process.close();
            throw e;
        } catch (InterruptedException e) {
            process.close();
            Thread.currentThread().interrupt();
            throw new DatabaseException("interrupted while PostgreSQL was starting", e);
        }
    }

    /// Fast shutdown (clients are disconnected, nothing is lost), then the harder ways; bounded.
    void stop() {
        Signals.send(Signal.INT, process.pid());
        if (!endsWithin(FAST)) {
            Signals.send(Signal.QUIT, process.pid());
            if (!endsWithin(IMMEDIATE)) {
                process.kill();
            }
        }
    }

    private boolean endsWithin(Duration patience) {
        try {
            process.exited().get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException lives) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<String> arguments(Cluster cluster, int port) {
        var arguments = new ArrayList<String>();
        arguments.addAll(List.of("-D", cluster.data().toString(), "-c", "port=" + port));
        for (var setting : SETTINGS) {
            arguments.addAll(List.of("-c", setting));
        }
        return arguments;
    }

    private void awaitReady(Cluster cluster, long from)
            throws DatabaseException, InterruptedException {
        var deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (!ready(cluster.data(), process.pid())) {
            if (!process.alive()) {
                throw Failures.ofServer(cluster, port, said(cluster.log(), from));
            }
            if (System.nanoTime() > deadline) {
                throw new DatabaseException(
                        "PostgreSQL on %s is not ready after %d s: see %s"
                                .formatted(
                                        cluster.data(), START_PATIENCE.toSeconds(), cluster.log()));
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    private static boolean ready(Path data, long pid) throws DatabaseException {
        try {
            var lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.size() > STATE_LINE
                    && lines.getFirst().strip().equals(Long.toString(pid))
                    && lines.get(STATE_LINE).startsWith("ready");
        } catch (NoSuchFileException early) {
            return false;
        } catch (IOException e) {
            throw new DatabaseException(data + " cannot be read: " + Reasons.of(e), e);
        }
    }

    private static String said(Path log, long from) throws DatabaseException {
        try {
            var all = Files.readString(log, StandardCharsets.ISO_8859_1);
            return all.substring((int) Math.min(from, all.length()));
        } catch (IOException e) {
            throw new DatabaseException(log + " cannot be read: " + Reasons.of(e), e);
        }
    }

    /// Where this run's lines will begin. One earlier log is kept.
    private static long freshLog(Path log) throws DatabaseException {
        try {
            if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
                var old = log.resolveSibling(log.getFileName() + ".old");
                Files.move(log, old, StandardCopyOption.REPLACE_EXISTING);
            }
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException e) {
            throw new DatabaseException(log + " cannot be used: " + Reasons.of(e), e);
        }
    }
}
