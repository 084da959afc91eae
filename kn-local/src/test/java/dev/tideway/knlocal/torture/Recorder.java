package dev.tideway.knlocal.torture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/// The function of the torture, one process per instance: it notes each event in a file that all instances share, and
/// answers then. What it has noted survives its own kill -9, and the lines of all instances stand in the order of time.
///
/// An event of which the id ends in 7 is poison (400), one that ends in 3 fails once in each instance (503), and one that
/// ends in 5 is answered with an event.
final class Recorder {
    private final FileChannel file;
    private final Set<String> failedOnce = ConcurrentHashMap.newKeySet();

    private Recorder(FileChannel file) {
        this.file = file;
    }

    /// The file.
    public static void main(String[] arguments) throws IOException {
        var file =
                FileChannel.open(
                        Path.of(arguments[0]),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
        var port = Integer.parseInt(System.getenv("PORT"));
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", new Recorder(file)::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST")) {
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            exchange.getRequestBody().readAllBytes();
            var path = exchange.getRequestURI().getPath();
            var letter = path.equals("/letters");
            var status = letter ? 204 : status(path, header(exchange, "id"));
            // A dead letter is noted for the trigger that could not deliver it.
            note(
                    exchange,
                    letter ? header(exchange, "knativeerrordest").replaceFirst(".*/", "/") : path,
                    letter ? 299 : status);
            answer(exchange, path, status);
        }
    }

    private int status(String path, String id) {
        return switch (id.charAt(id.length() - 1)) {
            case '7' -> 400;
            case '3' -> failedOnce.add(path + id) ? 503 : 204;
            case '5' -> path.equals("/ordered") ? 200 : 204;
            default -> 204;
        };
    }

    private void note(HttpExchange exchange, String path, int status) throws IOException {
        var line =
                new Line(
                        path.substring(1),
                        Integer.parseInt(header(exchange, "knativekafkapartition")),
                        Long.parseLong(header(exchange, "knativekafkaoffset")),
                        header(exchange, "id"),
                        status,
                        ProcessHandle.current().pid());
        file.write(UTF_8.encode(line + "\n"));
    }

    private static void answer(HttpExchange exchange, String path, int status) throws IOException {
        if (status == 200) {
            var headers = exchange.getResponseHeaders();
            headers.set("ce-specversion", "1.0");
            headers.set("ce-id", "r-" + header(exchange, "id"));
            headers.set("ce-source", path);
            headers.set("ce-type", World.REPLY);
            headers.set("ce-partitionkey", header(exchange, "partitionkey"));
        }
        exchange.sendResponseHeaders(status, -1);
    }

    /// The channel-based class says no place; it counts as one.
    private static String header(HttpExchange exchange, String attribute) {
        var value = exchange.getRequestHeaders().getFirst("ce-" + attribute);
        return value == null ? "0" : value;
    }
}
