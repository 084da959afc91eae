package dev.tideway.benchmarks;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Takes every event it is sent and counts them, without a look at what they say.
final class Subscriber implements AutoCloseable {
    private final HttpServer server =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private int heard;

    Subscriber() throws IOException {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        exchange.getRequestBody().readAllBytes();
                        exchange.sendResponseHeaders(204, -1);
                        hear();
                    }
                });
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private synchronized void hear() {
        heard++;
        notifyAll();
    }

    synchronized int heard() {
        return heard;
    }

    /// Without a look in between, which would take time from what is measured.
    ///
    /// @throws IllegalStateException when there are not so many in time
    synchronized void await(String what, int events, Duration patience)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (heard < events) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new IllegalStateException("waited in vain until " + what);
            }
            wait(left);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
