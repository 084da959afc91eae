package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.revision.CarelessBuild;
import dev.tideway.knlocal.status.FunctionStatus;
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

/// A runner whose function is changed while events flow through its broker, and whose func.yaml says `rollout-duration`.
class GradualRebuildIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

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
                metadata: {name: noted}
                spec:
                  broker: default
                  subscriber: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: noted}}
                """);
        write(
                "functions/noted/func.yaml",
                """
                specVersion: 0.36.0
                name: noted
                runtime: quarkus
                created: 2026-11-01T00:00:00Z
                run:
                  envs: [{name: SEEN, value: %s}]
                deploy:
                  annotations: {serving.knative.dev/rollout-duration: 3s}
                """
                        .formatted(root.resolve("seen")));
        write("kn-local.yaml", "{manifests: [manifests], functions: [functions/noted]}");
        version(1);
    }

    private void version(int version) throws IOException {
        CarelessBuild.of(root.resolve("functions/noted"), Noted.class, version);
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }

    private String seen() throws IOException {
        var seen = root.resolve("seen");
        return Files.exists(seen) ? Files.readString(seen) : "";
    }

    @Test
    void no_event_is_lost_or_retried_while_the_events_move_to_the_new_build() throws Exception {
        var posted = new AtomicInteger();
        var over = new AtomicBoolean();
        try (var runner = Runner.startIn(root)) {
            var sender =
                    Thread.startVirtualThread(() -> {
                        try {
                            while (!over.get()) {
                                post(runner, posted);
                                Thread.sleep(5);
                            }
                        } catch (IOException | InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    });
            try {
                awaitSeen(1);
                version(2);
                awaitSaid(
                        runner,
                        "noted-00002 is ready and takes 1 % of the requests, all within about 3 s");
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(revisions(runner)).isEqualTo("noted-00002 100%"));
                awaitSaid(runner, "revision noted-00002 takes all the requests");
                awaitSaid(runner, "revision noted-00001 has ended what it had and is stopped");
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
            assertThat(seen()).endsWith(" 2\n");
        }
    }

    private void awaitSeen(int version) {
        await().atMost(PATIENCE)
                .until(() -> seen().lines().anyMatch(line -> line.endsWith(" " + version)));
    }

    private static void awaitSaid(Runner runner, String words) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(runner.said()).contains(words));
    }

    /// Each with its percent, which are a hundred at any time.
    private static String revisions(Runner runner) throws IOException, InterruptedException {
        var revisions = runner.status().functions().getFirst().revisions();
        assertThat(revisions.stream().mapToInt(FunctionStatus.Revision::percent).sum())
                .isEqualTo(100);
        return String.join(
                ", ", revisions.stream().map(it -> it.name() + " " + it.percent() + "%").toList());
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
