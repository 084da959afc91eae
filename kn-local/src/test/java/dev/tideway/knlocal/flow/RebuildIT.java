package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.status.TriggerStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A runner whose function is changed while events flow through its broker.
class RebuildIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// Notes the id of each event that it gets, with its version.
    private static final String FUNCTION =
            """
            import com.sun.net.httpserver.HttpServer;
            import java.net.InetSocketAddress;
            import java.nio.file.*;
            class Noting {
                public static void main(String[] args) throws Exception {
                    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(System.getenv("PORT"))), 0);
                    server.createContext("/health", exchange -> { exchange.sendResponseHeaders(200, -1); exchange.close(); });
                    server.createContext("/", exchange -> {
                        var id = exchange.getRequestHeaders().getFirst("ce-id");
                        synchronized (server) {
                            Files.writeString(Path.of("seen"), id + " VERSION\\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                        }
                        exchange.sendResponseHeaders(204, -1);
                        exchange.close();
                    });
                    server.start();
                }
            }
            """;

    @TempDir Path root;

    @BeforeEach
    void a_function() throws IOException {
        write(
                "manifests/all.yaml",
                """
                apiVersion: eventing.knative.dev/v1
                kind: Broker
                metadata:
                  name: default
                  annotations: {eventing.knative.dev/broker.class: MTChannelBasedBroker}
                ---
                apiVersion: eventing.knative.dev/v1
                kind: Trigger
                metadata: {name: noting}
                spec:
                  broker: default
                  subscriber: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: noting}}
                """);
        write(
                "functions/noting/func.yaml",
                """
                specVersion: 0.36.0
                name: noting
                runtime: java
                created: 2026-11-01T00:00:00Z
                deploy:
                  annotations: {serving.knative.dev/rollout-duration: 600s}
                """);
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        write(
                "kn-local.yaml",
                """
                manifests: [manifests]
                functions: [functions/noting]
                commands:
                  noting: [%s, Noting.java]
                """
                        .formatted(java));
        version("one");
    }

    private void version(String version) throws IOException {
        write("functions/noting/Noting.java", FUNCTION.replace("VERSION", version));
    }

    private String seen() throws IOException {
        var seen = root.resolve("functions/noting/seen");
        return Files.exists(seen) ? Files.readString(seen) : "";
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }

    private void awaitSeen(String version) {
        await().atMost(PATIENCE)
                .until(() -> seen().lines().anyMatch(line -> line.endsWith(" " + version)));
    }

    /// There is no copy of a command, so that its rollouts cannot be gradual, whatever is said.
    @Test
    void no_event_is_lost_or_retried_while_the_function_is_built_anew() throws Exception {
        var posted = new AtomicInteger();
        var over = new AtomicBoolean();
        try (var runner = Runner.startIn(root)) {
            var sender =
                    Thread.startVirtualThread(() -> {
                        try {
                            while (!over.get()) {
                                post(runner, posted);
                                Thread.sleep(10);
                            }
                        } catch (IOException | InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    });
            try {
                awaitSeen("one");
                version("two");
                awaitSeen("two");
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(runner.said())
                                        .contains(
                                                "noting-00002 is ready and takes the requests at once, not within 600 s: kn-local has no copy of what noting-00001 was started from"));
                write("functions/noting/Noting.java", "class Noting { this does not compile");
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(runner.said()).contains("noting-00003 is not used"));
                version("three");
                awaitSeen("three");
            } finally {
                over.set(true);
                sender.join();
            }
            // Then
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(trigger(runner).delivered()).isEqualTo(posted.get()));
            assertThat(trigger(runner).retried()).isZero();
            assertThat(trigger(runner).deadLettered()).isZero();
            assertThat(seen().lines().map(line -> line.replaceAll(" .*", "")).distinct())
                    .hasSize(posted.get());
        }
    }

    private static void post(Runner runner, AtomicInteger posted)
            throws IOException, InterruptedException {
        var id = Integer.toString(posted.incrementAndGet());
        var event = Map.of("type", "noted", "source", "/rebuild", "id", id);
        assertThat(runner.post(event, "{}")).isEqualTo(202);
    }

    private static TriggerStatus trigger(Runner runner) throws IOException, InterruptedException {
        return runner.status().triggers().getFirst();
    }
}
