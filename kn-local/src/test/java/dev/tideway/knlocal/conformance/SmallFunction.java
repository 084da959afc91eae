package dev.tideway.knlocal.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A function as small as one can be: an HTTP server on `PORT` that says what it was given.
///
/// - `/env`: its environment, `/headers`: the request's headers, `/stdin`: what it reads there
/// - `/hold`: waits for 300 ms and says how many requests it had at once so far
/// - `/sleep`: waits for a minute
final class SmallFunction {
    static final String FUNC_YAML =
            """
            specVersion: 0.36.0
            name: small
            runtime: quarkus
            created: 2026-01-01T00:00:00Z
            invoke: cloudevent
            """;

    private static final AtomicInteger NOW = new AtomicInteger();
    private static final AtomicInteger MOST = new AtomicInteger();

    private SmallFunction() {}

    /// For kn-local.yaml: how it is started.
    static String settings() {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        return """
        functions: [functions/small]
        commands:
          small: ['%s', -XX:+UseSerialGC, -XX:TieredStopAtLevel=1, -Xmx64m, -cp, '%s', %s]
        """
                .formatted(
                        java,
                        Path.of("target/test-classes").toAbsolutePath(),
                        SmallFunction.class.getName());
    }

    public static void main(String[] arguments) throws IOException {
        var port = Integer.parseInt(System.getenv("PORT"));
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var server = HttpServer.create(loopback, 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", SmallFunction::answer);
        server.start();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var body = said(exchange).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String said(HttpExchange exchange) throws IOException {
        return switch (exchange.getRequestURI().getPath()) {
            case "/env" -> new TreeMap<>(System.getenv()).toString();
            case "/headers" -> exchange.getRequestHeaders().entrySet().toString();
            case "/stdin" -> "read " + System.in.read();
            case "/hold" -> held(300);
            case "/sleep" -> held(60_000);
            default -> "";
        };
    }

    private static String held(long millis) {
        MOST.accumulateAndGet(NOW.incrementAndGet(), Math::max);
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            NOW.decrementAndGet();
        }
        return Integer.toString(MOST.get());
    }
}
