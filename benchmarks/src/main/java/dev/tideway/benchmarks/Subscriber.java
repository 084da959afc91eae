package dev.tideway.benchmarks;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Takes every event it is sent and counts them, without a look at what they say.
final class Subscriber implements AutoCloseable {
    private final HttpServer server =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final AtomicInteger heard = new AtomicInteger();

    Subscriber() throws IOException {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        exchange.getRequestBody().readAllBytes();
                        exchange.sendResponseHeaders(204, -1);
                        heard.incrementAndGet();
                    }
                });
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    int heard() {
        return heard.get();
    }

    void await(String what, int events, Duration patience) {
        Wait.until(what, patience, () -> heard() >= events);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
