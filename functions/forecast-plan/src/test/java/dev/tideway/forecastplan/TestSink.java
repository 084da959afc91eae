package dev.tideway.forecastplan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Where `K_SINK` points: keeps every event that it takes.
public final class TestSink implements QuarkusTestResourceLifecycleManager {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<Emitted> TAKEN = new CopyOnWriteArrayList<>();
    private static final AtomicInteger TO_REFUSE = new AtomicInteger();

    private @Nullable HttpServer server;

    record Emitted(
            String id,
            String type,
            String partitionKey,
            String correlationId,
            @Nullable String traceParent,
            JsonNode data) {}

    /// Those about one forecast or its slices, in the order of their arrival.
    static List<Emitted> about(String forecastId) {
        return TAKEN.stream()
                .filter(it -> it.data().path("forecastId").asText().equals(forecastId))
                .toList();
    }

    /// Answers 503 to so many of the next events.
    static void refuse(int events) {
        TO_REFUSE.set(events);
    }

    @Override
    public Map<String, String> start() {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            server = HttpServer.create(address, 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", TestSink::take);
            server.start();
            return Map.of("K_SINK", "http://localhost:" + server.getAddress().getPort() + "/");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            var data = MAPPER.readTree(exchange.getRequestBody().readAllBytes());
            boolean refused = TO_REFUSE.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            if (!refused) {
                TAKEN.add(
                        new Emitted(
                                headers.getFirst("ce-id"),
                                headers.getFirst("ce-type"),
                                headers.getFirst("ce-partitionkey"),
                                headers.getFirst("ce-correlationid"),
                                headers.getFirst("ce-traceparent"),
                                data));
            }
            exchange.sendResponseHeaders(refused ? 503 : 202, -1);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }
}
