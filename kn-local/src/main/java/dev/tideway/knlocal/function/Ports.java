package dev.tideway.knlocal.function;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// Free ports on 127.0.0.1. A child cannot be given port 0, so one is chosen for it: below the range from which
/// systems take the ports of outgoing connections (32768 on Linux, 49152 on macOS), each in turn, so that
/// neither a connection nor a sibling takes it while the child starts.
final class Ports {
    static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private static final int FIRST = 20_000;
    private static final int COUNT = 10_000;

    private final AtomicInteger next =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    int free() throws CannotStartException {
        for (var tried = 0; tried < COUNT; tried++) {
            var port = FIRST + Math.floorMod(next.getAndIncrement(), COUNT);
            if (canBind(port)) {
                return port;
            }
        }
        throw new CannotStartException(
                "no free port on 127.0.0.1 from " + FIRST + " to " + (FIRST + COUNT - 1));
    }

    private static boolean canBind(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(LOOPBACK, port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
