package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tideway.knlocal.status.TriggerStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// samples/functions, as a user runs it.
class OtherLanguagesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir Path root;

    @BeforeEach
    void the_samples() throws IOException {
        var samples = Runner.ROOT.resolve("samples/functions");
        try (var files = Files.walk(samples)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var path = samples.relativize(file);
                if (!path.startsWith(".kn-local")) {
                    var copy = root.resolve(path);
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private static long delivered(Runner runner, String trigger)
            throws IOException, InterruptedException {
        return runner.status().triggers().stream()
                .filter(it -> it.key().name().equals(trigger))
                .mapToLong(TriggerStatus::delivered)
                .sum();
    }

    private static void awaitSaid(Runner runner, String... words) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(runner.said()).contains(words));
    }

    @Test
    void a_shell_script_answers_an_event() throws Exception {
        try (var runner = Runner.startIn(root)) {
            var event =
                    Map.of(
                            "type", "dev.tideway.sample.greeted.v1",
                            "source", "/test",
                            "id", "1",
                            "subject", "ada");
            assertThat(runner.post(event, "{\"text\":\"hello ada\"}")).isEqualTo(202);

            awaitSaid(runner, "dev.tideway.sample.shouted.v1");
            assertThat(delivered(runner, "shell-shout")).isEqualTo(1);
        }
    }

    @Test
    void an_event_that_the_script_can_never_handle_is_not_tried_again() throws Exception {
        try (var runner = Runner.startIn(root)) {
            var event = Map.of("type", "dev.tideway.sample.greeted.v1", "source", "/t", "id", "2");
            assertThat(runner.post(event, "")).isEqualTo(202);

            awaitSaid(runner, "422");
            assertThat(runner.said()).doesNotContain("retrying");
        }
    }

    @Test
    void node_answers_an_event_and_the_shell_answers_that() throws Exception {
        assumeTrue(isThere("node"), "node is not installed: the Node sample is not run");
        try (var runner = Runner.startIn(root)) {
            var event = Map.of("type", "dev.tideway.sample.hello.v1", "source", "/t", "id", "3");
            assertThat(runner.post(event, "{\"name\":\"Ada\"}")).isEqualTo(202);

            awaitSaid(runner, "dev.tideway.sample.greeted.v1", "dev.tideway.sample.shouted.v1");
            assertThat(delivered(runner, "node-greeter")).isEqualTo(1);
        }
    }

    private static boolean isThere(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("/bin/sh", "-c", "command -v " + program)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
