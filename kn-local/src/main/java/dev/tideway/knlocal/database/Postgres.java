package dev.tideway.knlocal.database;

import dev.tideway.knlocal.process.Leash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The runner's own PostgreSQL on 127.0.0.1: started here, started again when it crashes, gone with this JVM.
/// Its data lasts.
public final class Postgres implements AutoCloseable {
    /// Asks for any free port.
    public static final int ANY_PORT = 0;

    static final String HOST = "127.0.0.1";
    private static final Logger LOG = LoggerFactory.getLogger(Postgres.class);
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final int CONNECT_SECONDS = 10;

    private final Cluster cluster;
    private final Programs programs;
    private final Passwords passwords;
    private final int port;
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread keeper = Thread.ofVirtual().name("postgres").unstarted(this::keep);
    private Server server;
    private boolean closing;

    private Postgres(Cluster cluster, Programs programs, Passwords passwords, Server server) {
        this.cluster = cluster;
        this.programs = programs;
        this.passwords = passwords;
        this.port = server.port();
        this.server = server;
    }

    /// Returns when it takes connections: 0.1 s on existing data, 1 to 2 s the first time (unpack, initdb).
    ///
    /// @param folder programs and data live below it; the caller holds it
    /// @param port a fixed one, or [#ANY_PORT]
    public static Postgres start(Path folder, Leash leash, int port) throws DatabaseException {
        return start(folder, PostgresBinaries.unpack(folder), leash, port);
    }

    static Postgres start(Path folder, PostgresBinaries binaries, Leash leash, int port)
            throws DatabaseException {
        var programs = new Programs(binaries, OrdinaryUser.ofThisJvm(), leash);
        var cluster = Cluster.in(made(folder), programs);
        var passwords = cluster.passwords();
        var postgres =
                new Postgres(
                        cluster, programs, passwords, new FirstStart(cluster, programs).on(port));
        postgres.keeper.start();
        return postgres;
    }

    public int port() {
        return port;
    }

    /// The process id of the server that runs now.
    public long pid() {
        return current().process().pid();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            keeper.interrupt();
            server.stop();
        } finally {
            lock.unlock();
        }
    }

    Passwords passwords() {
        return passwords;
    }

    Connection connect(String database, String role, String password) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {HOST});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(role);
        source.setPassword(password);
        source.setApplicationName("kn-local");
        source.setConnectTimeout(CONNECT_SECONDS);
        return source.getConnection();
    }

    private Server current() {
        lock.lock();
        try {
            return server;
        } finally {
            lock.unlock();
        }
    }

    private void keep() {
        var kept = Optional.of(current());
        while (kept.isPresent()) {
            var code = kept.get().process().exited().join();
            kept = restarted(code);
        }
    }

    /// Tries until it succeeds; empty when closing.
    private Optional<Server> restarted(int code) {
        if (isClosing()) {
            return Optional.empty();
        }
        LOG.warn(
                "PostgreSQL ended (exit code {}) and is started again: see {}",
                code,
                cluster.log());
        var told = "";
        while (!isClosing()) {
            try {
                Thread.sleep(PAUSE);
                return taken(Server.start(cluster, programs, port));
            } catch (DatabaseException e) {
                if (!told.equals(e.getMessage())) {
                    told = String.valueOf(e.getMessage());
                    LOG.error(told);
                }
            } catch (InterruptedException closed) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<Server> taken(Server fresh) {
        lock.lock();
        try {
            if (closing) {
                fresh.stop();
                return Optional.empty();
            }
            server = fresh;
            return Optional.of(fresh);
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosing() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    private static Path made(Path folder) throws DatabaseException {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new DatabaseException(folder + " cannot be made: " + Reasons.of(e), e);
        }
    }
}
