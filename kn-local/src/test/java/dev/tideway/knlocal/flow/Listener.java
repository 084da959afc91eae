package dev.tideway.knlocal.flow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A subscriber outside of the runner, which remembers what it hears.
final class Listener implements AutoCloseable {
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    record Heard(Map<String, String> attributes, String data, String traceparent) {}

    Listener() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::hear);
        server.start();
    }

    private void hear(HttpExchange exchange) throws IOException {
        try (exchange) {
            var attributes = new TreeMap<String, String>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> {
                        var header = name.toLowerCase(Locale.ROOT);
                        if (header.startsWith("ce-")) {
                            attributes.put(header.substring(3), values.getFirst());
                        }
                    });
            var data = exchange.getRequestBody().readAllBytes();
            var trace = String.valueOf(exchange.getRequestHeaders().getFirst("traceparent"));
            heard.add(new Heard(attributes, new String(data, StandardCharsets.UTF_8), trace));
            var fails = failing.contains(attributes.getOrDefault("id", ""));
            exchange.sendResponseHeaders(fails ? 503 : 202, -1);
        }
    }

    /// From now on answers that event with 503.
    void failing(String id) {
        failing.add(id);
    }

    List<Heard> heard() {
        return List.copyOf(heard);
    }

    String uri() {
        return "http://127.0.0.1:%d/".formatted(server.getAddress().getPort());
    }

    /// Those of that type.
    List<Heard> heard(String type) {
        return heard.stream().filter(it -> type.equals(it.attributes().get("type"))).toList();
    }

    /// A Trigger that sends it the events of one type.
    String trigger(String type) {
        return """
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata:
          name: listener
          namespace: default
        spec:
          broker: default
          filters:
            - exact:
                type: %s
          subscriber:
            uri: http://127.0.0.1:%d/
        """
                .formatted(type, server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
