package dev.tideway.browser;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// `kn-local up` in a folder, as a process of its own.
final class Runner implements AutoCloseable {
    private static final Path KN_LOCAL = Path.of("..", "kn-local", "bin", "kn-local");

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = freePort();
    private final int controlPort = freePort();
    private final Process process;

    Runner(Path root) throws IOException {
        var log = root.resolve("runner.log");
        process =
                new ProcessBuilder(
                                List.of(
                                        KN_LOCAL.toAbsolutePath().normalize().toString(),
                                        "up",
                                        "--root",
                                        root.toString(),
                                        "--port",
                                        "" + port,
                                        "--control-port",
                                        "" + controlPort))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        await("ready, see " + Files.readString(log))
                .atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() ->
                        http.send(
                                                HttpRequest.newBuilder(
                                                                URI.create(
                                                                        dashboard()
                                                                                + "health/ready"))
                                                        .build(),
                                                HttpResponse.BodyHandlers.discarding())
                                        .statusCode()
                                == 200);
    }

    String dashboard() {
        return "http://localhost:" + controlPort + "/";
    }

    /// Posts an event to the default broker, which takes it.
    void post(Map<String, String> attributes, String data)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/default/default"))
                        .header("content-type", "application/json")
                        .header("ce-specversion", "1.0")
                        .POST(HttpRequest.BodyPublishers.ofString(data));
        attributes.forEach((name, value) -> request.header("ce-" + name, encoded(value)));
        var status =
                http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 202) {
            throw new IOException("the broker answers " + status);
        }
    }

    /// As the HTTP binding of CloudEvents wants it.
    private static String encoded(String value) {
        return value.replace("%", "%25").replace(" ", "%20").replace("\"", "%22");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        http.close();
    }
}
