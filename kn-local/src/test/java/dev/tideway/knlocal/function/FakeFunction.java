package dev.tideway.knlocal.function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/// A function as a process of its own: `GET /ready`; `GET /env` tells its environment, `GET /wait` answers when the file
/// `release` appears beside it, `GET /alive` and `GET /takes` are refused while there is `sick` or `busy`, `GET /die` ends it; what is posted is printed and refused. The environment says how it misbehaves:
/// `DIE_WHILE=<file>` exits with 3 as long as there is that file, `NEVER_READY`, `TAKEN_ONCE=<file>` finds its port taken
/// unless that file is there.
public final class FakeFunction {
    private FakeFunction() {}

    public static void main(String[] args) throws Exception {
        var environment = System.getenv();
        System.out.println("starting on port " + environment.get("PORT"));
        dieWhile(environment);
        takenOnce(environment);
        new FakeFunction().serve(environment);
    }

    private static void dieWhile(Map<String, String> environment) {
        if (Files.exists(Path.of(environment.getOrDefault("DIE_WHILE", "no-such-file")))) {
            System.out.println("no connection to the database");
            System.exit(3);
        }
    }

    private static void takenOnce(Map<String, String> environment) throws IOException {
        var marker = environment.get("TAKEN_ONCE");
        if (marker != null && !Files.exists(Path.of(marker))) {
            Files.createFile(Path.of(marker));
            System.out.println("java.net.BindException: Address already in use");
            System.exit(1);
        }
    }

    private void serve(Map<String, String> environment) throws IOException {
        var loopback = InetAddress.ofLiteral("127.0.0.1");
        var port = Integer.parseInt(environment.getOrDefault("PORT", "0"));
        var server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        var status = environment.containsKey("NEVER_READY") ? 503 : 200;
        server.createContext("/ready", exchange -> answer(exchange, status, "ready"));
        server.createContext("/env", exchange -> answer(exchange, 200, lines(environment)));
        server.createContext("/alive", exchange -> answer(exchange, unless("sick"), ""));
        server.createContext("/takes", exchange -> answer(exchange, unless("busy"), ""));
        server.createContext("/wait", exchange -> answer(exchange, 200, waited()));
        server.createContext("/", FakeFunction::event);
        server.createContext("/die", _ -> Runtime.getRuntime().halt(9));
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("bye")));
    }

    /// The JDK's HTTP server has one place for what no other takes.
    private static void event(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        System.out.println(exchange.getRequestMethod() + " " + body);
        answer(exchange, exchange.getRequestMethod().equals("POST") ? 400 : 404, "");
    }

    private static String lines(Map<String, String> environment) {
        var text = new StringBuilder();
        new TreeMap<>(environment).forEach((k, v) -> text.append(k + "=" + v + "\n"));
        return text.toString();
    }

    private static int unless(String file) {
        return Files.exists(Path.of(file)) ? 503 : 200;
    }

    private String waited() throws IOException {
        System.out.println("waiting");
        while (!Files.exists(Path.of("release"))) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        return "released";
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
