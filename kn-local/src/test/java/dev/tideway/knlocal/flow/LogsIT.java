package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What can be read of that which functions have printed.
class LogsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String MANIFESTS =
            """
            apiVersion: eventing.knative.dev/v1
            kind: Broker
            metadata:
              name: default
              annotations: {eventing.knative.dev/broker.class: MTChannelBasedBroker}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: vault}
            stringData: {word: swordfish}
            ---
            apiVersion: eventing.knative.dev/v1
            kind: Trigger
            metadata: {name: prints}
            spec:
              broker: default
              subscriber: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: printer}}
            """;

    private static final String PRINTER =
            """
            import com.sun.net.httpserver.HttpServer;
            import java.net.InetSocketAddress;

            class Printer {
                public static void main(String[] args) throws Exception {
                    var port = Integer.parseInt(System.getenv("PORT"));
                    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
                    server.createContext("/", exchange -> {
                        if (exchange.getRequestHeaders().containsKey("ce-id")) {
                            System.out.println("the word is " + System.getenv("WORD") + "!");
                        }
                        exchange.sendResponseHeaders(204, -1);
                        exchange.close();
                    });
                    server.start();
                }
            }
            """;

    @TempDir Path folder;

    @Test
    void lines_are_shown_without_the_values_of_the_functions_secrets() throws Exception {
        var program = Files.writeString(folder.resolve("Printer.java"), PRINTER).toString();
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        try (var runner =
                new LocalRunner.Setup(folder)
                        .command("printer", java, program)
                        .env("WORD", "{{ secret:vault:word }}")
                        .manifests(MANIFESTS)
                        .start()) {
            // When
            assertThat(runner.post("/default/default", "a.v1", "{}").statusCode()).isEqualTo(202);

            // Then
            await().atMost(PATIENCE)
                    .until(() -> runner.control("/api/logs?function=printer").contains("the word"));
            assertThat(runner.control("/api/logs?function=default/printer"))
                    .contains("\"instance\":\"printer-00001-1\"", "the word is •••!")
                    .doesNotContain("swordfish");
            assertThat(runner.control("/api/logs?function=nobody"))
                    .isEqualTo("no function nobody; there is default/printer\n");
            assertThat(runner.control("/api/logs?function=printer&instance=..%2F..%2Fetc"))
                    .isEqualTo(
                            "default/printer has no log of an instance ../../etc; it has those of [printer-00001-1]\n");
        }
    }
}
