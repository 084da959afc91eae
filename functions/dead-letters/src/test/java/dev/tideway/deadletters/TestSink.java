package dev.tideway.deadletters;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where `K_SINK` points: keeps every event that it is sent, whatever it answers.
public final class TestSink implements QuarkusTestResourceLifecycleManager {
    /// Breaks the connection in place of an answer.
    static final int HANGS_UP = 0;

    private static final List<Sent> ALL = new CopyOnWriteArrayList<>();
    private static volatile int status = 202;
    private static volatile Consumer<Sent> before = _ -> {};

    private @Nullable HttpServer server;

    /// @param headers names in small letters
    record Sent(Map<String, String> headers, String body) {
        String id() {
            return header("ce-id");
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /// With that event id, in the order of their arrival.
    static List<Sent> sent(String id) {
        return ALL.stream().filter(it -> it.id().equals(id)).toList();
    }

    /// To every event from now on.
    static void answers(int next) {
        status = next;
    }

    /// To every event from now on.
    static void doesBeforeItAnswers(Consumer<Sent> next) {
        before = next;
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
            var headers = new TreeMap<String, String>();
            exchange.getRequestHeaders()
                    .forEach((name, values) ->
                            headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var sent = new Sent(headers, body);
            ALL.add(sent);
            before.accept(sent);
            if (status != HANGS_UP) {
                exchange.sendResponseHeaders(status, -1);
            }
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }
}
