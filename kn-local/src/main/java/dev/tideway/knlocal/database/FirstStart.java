package dev.tideway.knlocal.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// The start at which the port is chosen. Tries again for a moment where time may mend it: a free port can be gone
/// before the server listens on it, and the processes of a killed server need a while to notice.
record FirstStart(Cluster cluster, Programs programs) {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(300);

    Server on(int port) throws DatabaseException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return Server.start(
                        cluster, programs, port == Postgres.ANY_PORT ? freePort() : port);
            } catch (DatabaseException.Passing e) {
                if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static int freePort() throws DatabaseException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new DatabaseException(
                    "no free port on " + Postgres.HOST + ": " + Reasons.of(e), e);
        }
    }
}
