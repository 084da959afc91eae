package dev.tideway.knlocal.flow;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A runner in a JVM of its own, started with options of its own.
record Alone(Process process, int port, HttpClient http) implements AutoCloseable {
    static Alone start(Path root, String option) throws IOException {
        var port = freePort();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(option, "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("dev.tideway.knlocal.cli.Main", "up", "--root", root.toString()));
        command.addAll(List.of("--state", root.resolve("state").toString()));
        command.addAll(List.of("--port", "" + port, "--control-port", "0"));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("OTEL_"));
        var process = builder.redirectOutput(root.resolve("said.txt").toFile()).start();
        return new Alone(process, port, HttpClient.newHttpClient());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /// 0 while it does not listen.
    int post(String type) throws InterruptedException {
        var request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:%d/default/default".formatted(port)))
                        .header("ce-specversion", "1.0")
                        .header("ce-id", "1")
                        .header("ce-source", "/tests")
                        .header("ce-type", type)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException _) {
            return 0;
        }
    }

    @Override
    public void close() {
        http.close();
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
