package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.knlocal.testing.Copy;
import dev.tideway.knlocal.testing.Maven;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `make new-function` makes, in a copy of this repository: it is built, its tests run, and it takes part in the flow.
class NewFunctionIT {
    private static final String TAKEN = "dev.tideway.order.confirmed.v1";
    private static final String ANSWERED = "dev.tideway.points.granted.v1";

    /// Everything but the sources of what is built already.
    private static final Pattern WHOLE = Pattern.compile("templates/.*|(?!.*/src/).*");

    /// No dead letters, and so no other function.
    private static final String BROKER =
            """
            apiVersion: eventing.knative.dev/v1
            kind: Broker
            metadata:
              name: default
              namespace: default
              annotations:
                eventing.knative.dev/broker.class: MTChannelBasedBroker
            """;

    @TempDir Path folder;

    @Test
    void a_new_function_is_built_passes_its_tests_and_answers_an_event() throws Exception {
        // Given
        var copy = Copy.of(folder.resolve("tideway"), WHOLE);
        var maven = Maven.with(folder.resolve("m2"));
        // When
        assertThat(newFunction(copy)).contains("functions/loyalty takes " + TAKEN);
        maven.run(copy.root(), "-q", "-N", "spotless:apply");
        var said = maven.run(copy.root(), "-pl", ".,functions/loyalty", "verify");
        // Then
        assertThat(said).contains("spotless", "LoyaltyTest", "LoyaltyIT").contains("BUILD SUCCESS");
        answersAnEvent(copy);
    }

    private static String newFunction(Copy copy) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                Runner.ROOT.resolve("kn-local/bin/kn-local").toString(),
                                "new-function",
                                "loyalty",
                                "--consumes",
                                TAKEN,
                                "--emits",
                                ANSWERED)
                        .directory(copy.root().toFile())
                        .redirectErrorStream(true)
                        .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private void answersAnEvent(Copy copy) throws Exception {
        try (var listener = new Listener()) {
            copy.write("triggers/listener.yaml", listener.trigger(ANSWERED));
            copy.write("broker.yaml", BROKER);
            copy.write(
                    "kn-local.yaml",
                    """
                    manifests: [broker.yaml, triggers/loyalty.yaml, triggers/listener.yaml]
                    functions: [functions/loyalty]
                    """);
            try (var runner = Runner.startIn(copy.root())) {
                var example =
                        new ObjectMapper().readTree(copy.text("events/" + TAKEN + ".example.json"));
                var attributes = Map.of("type", TAKEN, "source", "/test", "id", "e-1");
                assertThat(runner.post(attributes, example.get("data").toString())).isEqualTo(202);
                await().atMost(Duration.ofMinutes(1)).until(() -> !listener.heard().isEmpty());
            }
            assertThat(listener.heard())
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.attributes())
                                .containsEntry("type", ANSWERED)
                                .containsEntry("source", "/loyalty")
                                .containsEntry("causationid", "e-1");
                        assertThat(event.data()).isEqualTo("{\"answer\":\"Heard: o-1001\"}");
                    });
        }
    }
}
