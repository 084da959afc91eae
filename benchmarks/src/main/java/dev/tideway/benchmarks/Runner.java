package dev.tideway.benchmarks;

import dev.tideway.knlocal.status.FunctionStatus;
import dev.tideway.knlocal.status.Status;
import dev.tideway.knlocal.status.StatusJson;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// `kn-local up` in a folder, as a process of its own.
final class Runner implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private final int port = freePort();
    private final int controlPort = freePort();
    private final double millisToReady;

    private Runner(Path launcher, Path root) throws IOException {
        log = root.resolve("runner.log");
        long start = System.nanoTime();
        process =
                new ProcessBuilder(
                                List.of(
                                        launcher.toString(),
                                        "up",
                                        "--root",
                                        root.toString(),
                                        "--port",
                                        "" + port,
                                        "--control-port",
                                        "" + controlPort))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        Wait.until("the runner is ready, see " + log, PATIENCE, this::isReady);
        millisToReady = (System.nanoTime() - start) / 1e6;
    }

    /// Returns when it is ready.
    static Runner in(Path root) throws IOException {
        return new Runner(Workspace.REPOSITORY.resolve("kn-local/bin/kn-local"), root);
    }

    double millisToReady() {
        return millisToReady;
    }

    private boolean isReady() throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("the runner ended, see " + log);
        }
        return get("localhost", controlPort, "/health/ready").statusCode() == 200;
    }

    int port() {
        return port;
    }

    Status status() throws IOException, InterruptedException {
        return StatusJson.read(get("localhost", controlPort, "/api/status").body());
    }

    void awaitZero(Duration patience) {
        Wait.until(
                "all functions are at zero",
                patience,
                () ->
                        status().functions().stream()
                                .allMatch(it -> it.state() == FunctionStatus.State.ZERO));
    }

    /// Until the start-up cache of the function is made, which takes the machine's time beside whatever is measured.
    void awaitCache(String function) {
        Wait.until(
                "function " + function + " has its start-up cache, see " + log,
                PATIENCE,
                () ->
                        Files.readString(log)
                                .contains("function %s has an AOT cache now".formatted(function)));
    }

    HttpResponse<String> get(String function, String path)
            throws IOException, InterruptedException {
        return get(function + ".default.localhost", port, path);
    }

    private HttpResponse<String> get(String host, int to, String path)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + to + path))
                        .header("host", host + ":" + to)
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    int post(String type, String id, String data) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/default/default"))
                        .header("content-type", "application/json")
                        .header("ce-specversion", "1.0")
                        .header("ce-type", type)
                        .header("ce-source", "/bench")
                        .header("ce-id", id)
                        .POST(HttpRequest.BodyPublishers.ofString(data))
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /// Processor time that the runner has taken so far.
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /// Of the runner and all its children, in MiB: each process' proportional share, so that what they share counts once.
    double residentMiB() throws IOException {
        long kib = 0;
        try (Stream<ProcessHandle> children = process.descendants()) {
            for (var one : Stream.concat(Stream.of(process.toHandle()), children).toList()) {
                kib += proportionalKib(one.pid());
            }
        }
        return kib / 1024.0;
    }

    private static long proportionalKib(long pid) throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            if (line.startsWith("Pss:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no Pss of process " + pid);
    }

    void killHard() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
