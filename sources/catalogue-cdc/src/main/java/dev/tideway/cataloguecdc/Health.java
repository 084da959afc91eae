package dev.tideway.cataloguecdc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Whether the source still moves. It hears of the database every ten seconds, be it that nothing has happened; one that has
/// not for minutes is stuck. One that waits for the broker is not: starting it again would mend nothing.
final class Health {
    private static final Duration SILENCE = Duration.ofMinutes(3);

    private final InstantSource clock;
    private volatile Instant heard;
    private volatile boolean begun;
    private volatile boolean busy;

    Health(InstantSource clock) {
        this.clock = clock;
        this.heard = clock.instant();
    }

    /// A batch has come.
    void begun() {
        begun = true;
        busy = true;
        heard = clock.instant();
    }

    /// The batch has been taken.
    void done() {
        busy = false;
        heard = clock.instant();
    }

    boolean alive() {
        return busy || Duration.between(heard, clock.instant()).compareTo(SILENCE) < 0;
    }

    /// Whether it has heard of the database at all. One that starts, fails and starts again never has.
    boolean ready() {
        return begun && alive();
    }

    /// Answers probes below `/health`, to whoever can reach the port: of readiness, or else of liveness.
    static void serve(int port, Health health) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(port), 0);
        server.createContext("/health", exchange -> health.answer(exchange));
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var ready = exchange.getRequestURI().getPath().endsWith("/readiness");
            var up = ready ? ready() : alive();
            var body = (up ? "UP" : "DOWN: nothing heard since " + heard) + "\n";
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(up ? 200 : 503, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
