package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.status.FunctionStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients of a function's own URL that go away: while they wait, while their answer is made, while it is on its way.
@DisplayName("Impatient clients")
class ImpatientClientsIT {
    private static final int ROUNDS = 8;
    private static final int CLIENTS = 300;

    /// For the one client of a round that waits, so that rooms that are all lost fail the test.
    private static final int PATIENCE_MILLIS = 60_000;

    /// Answers after 50 ms, so that some of a round are being answered when it goes.
    private static final String BAKER =
            """
            import com.sun.net.httpserver.HttpServer;
            import java.net.InetSocketAddress;
            import java.util.concurrent.Executors;
            class Baker {
                public static void main(String[] args) throws Exception {
                    var address = new InetSocketAddress("127.0.0.1", Integer.parseInt(System.getenv("PORT")));
                    var server = HttpServer.create(address, 500);
                    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
                    server.createContext("/health", exchange -> { exchange.sendResponseHeaders(200, -1); exchange.close(); });
                    server.createContext("/", exchange -> {
                        try (exchange) {
                            Thread.sleep(50);
                            exchange.sendResponseHeaders(200, 20_000);
                            exchange.getResponseBody().write(new byte[20_000]);
                        } catch (InterruptedException e) {
                            throw new java.io.IOException(e);
                        }
                    });
                    server.start();
                }
            }
            """;

    @TempDir Path root;

    @Test
    void they_give_their_room_back() throws Exception {
        write("functions/baker/Baker.java", BAKER);
        write(
                "functions/baker/func.yaml",
                """
                specVersion: 0.36.0
                name: baker
                runtime: quarkus
                created: 2026-11-01T00:00:00Z
                deploy:
                  options:
                    scale: {max: 1}
                    resources:
                      limits: {concurrency: 20}
                """);
        write(
                "manifests/broker.yaml",
                """
                apiVersion: eventing.knative.dev/v1
                kind: Broker
                metadata:
                  name: default
                  annotations:
                    eventing.knative.dev/broker.class: MTChannelBasedBroker
                """);
        write(
                "kn-local.yaml",
                """
                manifests: [manifests]
                functions: [functions/*]
                commands:
                  baker: [%s, Baker.java]
                """
                        .formatted(Path.of(System.getProperty("java.home"), "bin", "java")));
        try (var runner = Runner.startIn(root)) {
            assertThat(runner.get("baker", "/").statusCode()).isEqualTo(200);

            for (int round = 0; round < ROUNDS; round++) {
                comeAndGo(runner.port());
            }

            await().untilAsserted(() -> assertThat(baker(runner).queued()).isZero());
            await().untilAsserted(() -> assertThat(baker(runner).inFlight()).isZero());
            assertThat(runner.get("baker", "/").statusCode()).isEqualTo(200);
            // And nobody's patience is an error of the runner's.
            assertThat(runner.said()).doesNotContain("SEVERE");
        }
    }

    private static FunctionStatus baker(Runner runner) throws IOException, InterruptedException {
        return runner.status().functions().getFirst();
    }

    /// All ask, the first one waits for its answer to begin, and all hang up.
    private static void comeAndGo(int port) throws IOException {
        var request = "GET / HTTP/1.1\r\nHost: baker.default.localhost:%d\r\n\r\n".formatted(port);
        var clients = new ArrayList<Socket>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                var client = new Socket(InetAddress.getLoopbackAddress(), port);
                clients.add(client);
                client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            }
            clients.getFirst().setSoTimeout(PATIENCE_MILLIS);
            assertThat(clients.getFirst().getInputStream().read()).isEqualTo('H');
        } finally {
            for (var client : clients) {
                client.close();
            }
        }
    }

    private void write(String path, String text) throws IOException {
        var file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
