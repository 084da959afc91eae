package dev.tideway.knlocal.flow;

import static org.awaitility.Awaitility.await;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// `kn-local up` on this repository, as its own process with a state folder of its own: what a user runs. Needs the
/// functions built (`make build`).
public final class Runner implements AutoCloseable {
    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path root;
    private final Path state;
    private final List<String> flags;
    private final int port = freePort();
    private final int controlPort = freePort();
    private Process process;

    /// A runner that ended before it was ready.
    record Ended(int status, String said) {}

    private Runner(Path root, Path state, List<String> flags) throws IOException {
        this.root = root;
        this.state = state;
        this.flags = flags;
        this.process = spawn();
    }

    static Runner start(Path state, String... flags) throws IOException {
        return ready(new Runner(ROOT, state, List.of(flags)));
    }

    /// On a folder with a kn-local.yaml of its own.
    public static Runner startIn(Path root, String... flags) throws IOException {
        return ready(new Runner(root, root.resolve(".kn-local"), List.of(flags)));
    }

    /// For what must not start.
    static Ended endsIn(Path root, String... flags) throws IOException, InterruptedException {
        var runner = new Runner(root, root.resolve(".kn-local"), List.of(flags));
        try (runner) {
            var before = runner.said().length();
            if (!runner.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("kn-local runs, see " + runner.log());
            }
            return new Ended(runner.process.exitValue(), runner.said().substring(before));
        }
    }

    private static Runner ready(Runner runner) {
        try {
            runner.awaitReady();
            return runner;
        } catch (RuntimeException | Error e) {
            runner.close();
            throw e;
        }
    }

    private Process spawn() throws IOException {
        var command = new ArrayList<String>();
        command.add(ROOT.resolve("kn-local/bin/kn-local").toString());
        command.addAll(List.of("up", "--root", root.toString(), "--state", state.toString()));
        command.addAll(List.of("--control-port", "" + controlPort));
        if (!flags.contains("--port")) {
            command.addAll(List.of("--port", "" + port));
        }
        command.addAll(flags);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    /// What it has said so far, over all its starts.
    public String said() throws IOException {
        return Files.exists(log()) ? Files.readString(log()) : "";
    }

    private Path log() {
        return state.resolveSibling(state.getFileName() + ".log");
    }

    private void awaitReady() {
        await("ready, see " + log())
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> !process.isAlive() || isReady());
        if (!process.isAlive()) {
            throw new IllegalStateException("kn-local ended, see " + log());
        }
    }

    private boolean isReady() throws IOException, InterruptedException {
        return get("localhost", controlPort, "/health/ready").statusCode() == 200;
    }

    /// kill -9 of the runner alone; returns what it had started, to see it die.
    public List<ProcessHandle> killHard() throws InterruptedException {
        var children = process.descendants().toList();
        process.destroyForcibly().waitFor();
        return children;
    }

    public void startAgain() throws IOException {
        process = spawn();
        awaitReady();
    }

    /// The instances that run now, and nothing else: not PostgreSQL, not the making of caches.
    List<ProcessHandle> instances() {
        return children("quarkus-run.jar");
    }

    /// What runs below it with these words on its command line.
    public List<ProcessHandle> children(String words) {
        try (Stream<ProcessHandle> all = process.descendants()) {
            return all.filter(child -> child.info().commandLine().orElse("").contains(words))
                    .toList();
        }
    }

    /// To the data port as such.
    public int port() {
        return port;
    }

    HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    int post(Map<String, String> attributes, String data) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/default/default"))
                        .header("content-type", "application/json")
                        .header("ce-specversion", "1.0")
                        .POST(HttpRequest.BodyPublishers.ofString(data));
        attributes.forEach((name, value) -> request.header("ce-" + name, value));
        return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /// A function's answer, through the activator.
    HttpResponse<String> get(String function, String path)
            throws IOException, InterruptedException {
        return get(function + ".default.localhost", port, path);
    }

    public Status status() throws IOException, InterruptedException {
        return StatusJson.read(get("localhost", controlPort, "/api/status").body());
    }

    /// What the control port answers.
    HttpResponse<String> control(String path) throws IOException, InterruptedException {
        return get("localhost", controlPort, path);
    }

    /// What it answers to JSON.
    HttpResponse<String> order(String path, String json) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + controlPort + path))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String host, int port, String path)
            throws IOException, InterruptedException {
        // Not every resolver knows that names below .localhost are this machine, so the host is
        // said in its header.
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("host", host + ":" + port)
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /// SIGTERM, as Ctrl-C ends it; everything it started is gone when this returns.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException("kn-local did not stop within 30 s of SIGTERM");
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
