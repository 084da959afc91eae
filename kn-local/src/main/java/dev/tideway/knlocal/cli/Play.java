package dev.tideway.knlocal.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tideway.knlocal.status.Status;
import dev.tideway.knlocal.status.StatusJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

@Command(name = "play", hidden = true, description = "The function of a rehearsal: see train.")
final class Play implements Callable<Integer> {
    private final Io io;

    Play(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        serve(Integer.parseInt(io.environment().getOrDefault("PORT", "0")));
        new CountDownLatch(1).await();
        return ExitCodes.DONE;
    }

    /// On 127.0.0.1; port 0 takes a free one.
    static HttpServer serve(int port) throws IOException {
        var here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        var server = HttpServer.create(new InetSocketAddress(here, port), 0);
        server.createContext("/", Play::answer);
        server.createContext("/api/status", Play::status);
        server.start();
        return server;
    }

    private static void status(HttpExchange exchange) throws IOException {
        try (exchange) {
            var status =
                    new Status(
                            Instant.now(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of());
            var json = StatusJson.write(status).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, json.length);
            exchange.getResponseBody().write(json);
        }
    }

    /// To the first event the second; to everything else that all is well.
    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var type = exchange.getRequestHeaders().getFirst("ce-type");
            if ("rehearsal.first".equals(type)) {
                var reply = exchange.getResponseHeaders();
                reply.add("ce-specversion", "1.0");
                reply.add("ce-id", exchange.getRequestHeaders().getFirst("ce-id"));
                reply.add("ce-source", "/player");
                reply.add("ce-type", "rehearsal.second");
                reply.add("content-type", "application/json");
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write(new byte[] {'{', '}'});
            } else {
                exchange.sendResponseHeaders(200, -1);
            }
        }
    }
}
