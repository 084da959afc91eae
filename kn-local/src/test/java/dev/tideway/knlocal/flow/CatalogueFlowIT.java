package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SQL, the source, the broker, catalog-etl, and a subscriber who hears what became of it. Needs the functions and the source
/// built (`make build`).
@DisplayName("The old catalogue on kn-local, class Kafka")
class CatalogueFlowIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROWS_AT_FIRST = 8;

    @TempDir Path root;
    private Listener listener;
    private Runner runner;

    @BeforeEach
    void up() throws IOException {
        listener = new Listener();
        write("manifests/broker.yaml", BROKER);
        write("manifests/listener.yaml", trigger(listener.uri()));
        write("kn-local.yaml", SETTINGS.replace("REPOSITORY", Runner.ROOT.toString()));
        runner = Runner.startIn(root);
    }

    @AfterEach
    void down() {
        runner.close();
        listener.close();
    }

    private void write(String path, String text) throws IOException {
        var file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void every_change_becomes_a_product_event_whoever_is_killed_on_the_way() throws Exception {
        // Given
        await().atMost(PATIENCE).until(() -> heard("listed").size() >= ROWS_AT_FIRST);
        long seed = System.nanoTime();
        System.out.println("killed at random from seed " + seed);
        var random = new Random(seed);
        // When
        for (int price = 1; price <= 8; price++) {
            sql("update item set price_cents = %d where sku = 'mug-blue'".formatted(price));
            sql("update item set notes = 'counted' where sku = 'mug-blue'");
            switch (random.nextInt(3)) {
                case 0 -> kill("catalogue-cdc.jar");
                case 1 -> kill("quarkus-run.jar");
                default -> {}
            }
        }
        sql("update item set status = 'I' where sku = 'mug-blue'");
        // Then
        await().atMost(PATIENCE).until(() -> !heard("discontinued").isEmpty());
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(inOrder("repriced"))
                                .extracting(it -> it.path("unitPrice").asInt())
                                .containsExactlyElementsOf(
                                        IntStream.rangeClosed(1, 8).boxed().toList()));
        assertThat(heard("repriced")).allMatch(it -> it.path("sku").asText().equals("mug-blue"));
        assertThat(inOrder("repriced").getLast().path("revision").asLong())
                .isLessThan(heard("discontinued").getFirst().path("revision").asLong());
    }

    private static String trigger(String subscriber) {
        return """
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata:
          name: listener
        spec:
          broker: default
          filters:
            - prefix:
                type: dev.tideway.product.
          subscriber:
            uri: %s
        """
                .formatted(subscriber);
    }

    private void kill(String words) {
        runner.children(words).forEach(ProcessHandle::destroyForcibly);
    }

    private List<JsonNode> heard(String what) {
        return listener.heard("dev.tideway.product." + what + ".v1").stream()
                .map(it -> data(it.data()))
                .toList();
    }

    /// As they follow each other in the catalogue; what was delivered twice once.
    private List<JsonNode> inOrder(String what) {
        return heard(what).stream()
                .distinct()
                .sorted(Comparator.comparingLong(it -> it.path("revision").asLong()))
                .toList();
    }

    private static JsonNode data(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(json, e);
        }
    }

    private void sql(String statement) throws IOException, InterruptedException {
        var command =
                new ProcessBuilder(
                                Runner.ROOT.resolve("kn-local/bin/kn-local").toString(),
                                "sql",
                                "--root",
                                root.toString(),
                                "-e",
                                statement)
                        .redirectErrorStream(true)
                        .start();
        var said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(command.waitFor()).as(said).isZero();
        assertThat(said).contains("1 row");
    }

    private static final String SETTINGS =
            """
            manifests: [manifests, REPOSITORY/triggers/catalog-etl.yaml, REPOSITORY/sources/catalogue-cdc/source.yaml]
            functions: [REPOSITORY/functions/catalog-etl]
            commands:
              catalogue-cdc: [REPOSITORY/sources/catalogue-cdc/bin/catalogue-cdc]
            databases:
              catalogue-db-app:
                schema: catalogue
                replication: true
                migrations: REPOSITORY/sources/catalogue-cdc/db
            """;

    private static final String BROKER =
            """
            apiVersion: eventing.knative.dev/v1
            kind: Broker
            metadata:
              name: default
              annotations:
                eventing.knative.dev/broker.class: Kafka
            spec:
              config:
                apiVersion: v1
                kind: ConfigMap
                name: kafka-broker-config
              delivery:
                retry: 10
                backoffPolicy: exponential
                backoffDelay: PT0.2S
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: kafka-broker-config
            data:
              bootstrap.servers: embedded:9092
              default.topic.partitions: "4"
              default.topic.replication.factor: "1"
            """;
}
