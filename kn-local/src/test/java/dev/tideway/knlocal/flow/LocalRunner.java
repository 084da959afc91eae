package dev.tideway.knlocal.flow;

import dev.tideway.knlocal.KnLocal;
import dev.tideway.knlocal.StartException;
import dev.tideway.knlocal.manifest.Manifests;
import dev.tideway.knlocal.manifest.Resources;
import dev.tideway.knlocal.manifest.Sources;
import dev.tideway.knlocal.settings.Settings;
import dev.tideway.knlocal.settings.Tracing;
import dev.tideway.knlocal.status.EventJourney;
import dev.tideway.knlocal.status.EventTypeStatus;
import dev.tideway.knlocal.status.EventTypesJson;
import dev.tideway.knlocal.status.JourneyJson;
import dev.tideway.knlocal.status.Status;
import dev.tideway.knlocal.status.StatusJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A runner in this JVM, on manifests that the test writes, with functions that are commands.
final class LocalRunner implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Resources resources;
    private final KnLocal runner;

    private LocalRunner(Resources resources, KnLocal runner) {
        this.resources = resources;
        this.runner = runner;
    }

    /// What is to be run, in a folder of its own.
    static final class Setup {
        private final Path folder;
        private final Map<String, List<String>> commands = new LinkedHashMap<>();
        private final Map<String, Settings.Database> databases = new LinkedHashMap<>();
        private Optional<String> bootstrapServers = Optional.empty();
        private boolean strict;
        private Optional<Tracing> tracing = Optional.empty();
        private int hops = 50;
        private String manifests = "";
        private String envs = "";

        Setup(Path folder) {
            this.folder = folder;
        }

        Setup manifests(String yaml) {
            manifests = yaml;
            return this;
        }

        Setup command(String function, String... words) {
            commands.put(function, List.of(words));
            return this;
        }

        /// A variable that every function gets.
        Setup env(String name, String value) {
            envs += "    - {name: %s, value: '%s'}\n".formatted(name, value);
            return this;
        }

        /// Of a schema with a folder of migrations that no function brings along.
        Setup database(String secret, String schema, Path migrations) {
            databases.put(secret, new Settings.Database(schema, false, Optional.of(migrations)));
            return this;
        }

        Setup tracing(Tracing to) {
            tracing = Optional.of(to);
            return this;
        }

        Setup hops(int most) {
            hops = most;
            return this;
        }

        Setup strict() {
            strict = true;
            return this;
        }

        Setup kafka(String servers) {
            bootstrapServers = Optional.of(servers);
            return this;
        }

        LocalRunner start() throws IOException, StartException, InterruptedException {
            var file = Files.writeString(folder.resolve("manifests.yaml"), manifests);
            var functions = new ArrayList<Path>();
            for (var name : commands.keySet()) {
                var function = Files.createDirectories(folder.resolve("functions").resolve(name));
                Files.writeString(
                        function.resolve("func.yaml"),
                        "specVersion: 0.36.0\nname: %s\nruntime: node\ncreated: 2026-01-01T00:00:00Z\ndeploy: {healthEndpoints: {readiness: /, liveness: /}}\n"
                                        .formatted(name)
                                + (envs.isEmpty() ? "" : "run:\n  envs:\n" + envs));
                functions.add(function);
            }
            var settings = settings(file, functions);
            var resources =
                    Manifests.read(
                            new Sources(
                                    folder,
                                    settings.manifests(),
                                    functions,
                                    "default",
                                    commands,
                                    databases.keySet()));
            if (!resources.problems().isEmpty()) {
                throw new IllegalStateException(resources.problems().toString());
            }
            return new LocalRunner(
                    resources, KnLocal.start(settings, resources, System.getenv(), _ -> {}));
        }

        private Settings settings(Path file, List<Path> functions) {
            return new Settings(
                    folder,
                    List.of(file),
                    functions,
                    Stream.of(folder.resolve("events")).filter(Files::isDirectory).toList(),
                    strict,
                    commands,
                    "default",
                    "127.0.0.1",
                    0,
                    0,
                    folder.resolve("state"),
                    bootstrapServers,
                    hops,
                    16,
                    databases,
                    tracing);
        }
    }

    Resources resources() {
        return resources;
    }

    /// Of the data port.
    URI uri(String target) {
        return URI.create("http://127.0.0.1:" + runner.dataPort() + target);
    }

    HttpResponse<String> post(String target, String type, String data)
            throws IOException, InterruptedException {
        return post(target, type, "1", data);
    }

    HttpResponse<String> post(String target, String type, String id, String data)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri(target))
                        .header("content-type", "application/json")
                        .header("ce-specversion", "1.0")
                        .header("ce-id", id)
                        .header("ce-source", "/tests")
                        .header("ce-type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(data))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri(target)).build(), HttpResponse.BodyHandlers.ofString());
    }

    Status status() throws IOException, InterruptedException {
        return StatusJson.read(control("/api/status"));
    }

    List<EventTypeStatus> eventTypes() throws IOException, InterruptedException {
        return EventTypesJson.read(control("/api/eventtypes"));
    }

    /// Of the event, or flow, of that id.
    List<EventJourney> journey(String id) throws IOException, InterruptedException {
        return JourneyJson.read(control("/api/journey?id=" + id)).events();
    }

    HttpResponse<String> metrics() throws IOException, InterruptedException {
        return asked("/metrics");
    }

    /// What the control port answers to a question.
    HttpResponse<String> asked(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(controlUri(path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /// What the control port answers to JSON that is posted.
    HttpResponse<String> order(String path, String json) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(controlUri(path))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI controlUri(String path) {
        return URI.create("http://127.0.0.1:" + controlPort() + path);
    }

    int controlPort() {
        return runner.controlPort();
    }

    /// The body of the same.
    String control(String path) throws IOException, InterruptedException {
        return asked(path).body();
    }

    @Override
    public void close() {
        runner.close();
        http.close();
    }
}
