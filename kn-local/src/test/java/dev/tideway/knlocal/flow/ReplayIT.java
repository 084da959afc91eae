package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.journey.Note.Kind;
import dev.tideway.knlocal.status.ReplayJson;
import dev.tideway.knlocal.status.ReplayStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A range of the log, delivered to one trigger again.
class ReplayIT {
    @TempDir Path folder;

    private static String broker(String brokerClass) {
        var config =
                brokerClass.equals("Kafka")
                        ? """
                        spec: {config: {apiVersion: v1, kind: ConfigMap, name: kafka-config}}
                        ---
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: kafka-config}
                        data: {default.topic.partitions: "3", default.topic.replication.factor: "1", bootstrap.servers: "kafka:9092"}
                        """
                        : "";
        return """
        apiVersion: eventing.knative.dev/v1
        kind: Broker
        metadata:
          name: default
          annotations: {eventing.knative.dev/broker.class: %s}
        """
                        .formatted(brokerClass)
                + config;
    }

    private static String trigger(String name, String type, String uri) {
        return """
        ---
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata: {name: %s}
        spec:
          broker: default
          filter: {attributes: {type: %s}}
          subscriber: {uri: '%s'}
          delivery: {retry: 1, backoffPolicy: linear, backoffDelay: PT0.01S}
        """
                .formatted(name, type, uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Kafka", "MTChannelBasedBroker"})
    void what_came_in_between_two_times_is_delivered_to_that_trigger_alone_and_marked(String kind)
            throws Exception {
        try (var asked = new Listener();
                var other = new Listener();
                var runner =
                        runner(
                                broker(kind)
                                        + trigger("asked", "a.v1", asked.uri())
                                        + trigger("other", "a.v1", other.uri()))) {
            // Given
            send(runner, "first");
            var from = nextMilli();
            send(runner, "middle");
            assertThat(runner.post("/default/default", "b.v1", "not-wanted", "{}").statusCode())
                    .isEqualTo(202);
            var to = nextMilli();
            send(runner, "last");
            await().until(() -> asked.heard().size() == 3 && other.heard().size() == 3);
            // When
            var dry = replay(runner, range("asked", from, to, true));
            // Then
            assertThat(dry.events()).isEqualTo(2);
            assertThat(dry.matched()).isEqualTo(1);
            assertThat(dry.matches()).extracting(it -> it.id()).containsExactly("middle");
            assertThat(dry.more()).isFalse();
            // When
            var done = replay(runner, range("default/asked", from, to, false));
            // Then
            assertThat(done.succeeded()).as(done.toString()).isTrue();
            assertThat(done.events()).isEqualTo(2);
            assertThat(done.matched()).isEqualTo(1);
            assertThat(done.delivered()).isEqualTo(1);
            assertThat(asked.heard()).hasSize(4);
            var again = asked.heard().getLast();
            assertThat(again.attributes())
                    .containsEntry("id", "middle")
                    .containsEntry("knlocalreplay", done.id());
            assertThat(again.data()).isEqualTo("{\"of\":\"middle\"}");
            assertThat(asked.heard().subList(0, 3))
                    .noneMatch(it -> it.attributes().containsKey("knlocalreplay"));
            assertThat(other.heard()).hasSize(3);
            expectTold(runner, done.id());
            await().until(() -> runner.status().triggers().stream().allMatch(it -> it.lag() == 0));
        }
    }

    private static void expectTold(LocalRunner runner, String replay) throws Exception {
        var steps = runner.journey("middle").getFirst().steps();
        assertThat(steps)
                .filteredOn(step -> step.kind() == Kind.DELIVERED)
                .filteredOn(step -> step.place().equals("trigger default/asked"))
                .extracting(step -> step.detail("replay"))
                .containsExactly("", replay);
    }

    @Test
    void what_fails_again_is_tried_again_and_counted() throws Exception {
        try (var runner =
                runner(
                        broker("MTChannelBasedBroker")
                                + trigger("nobody", "a.v1", "http://127.0.0.1:1/"))) {
            // Given
            var from = Instant.now().minusSeconds(60);
            send(runner, "one");
            // When
            var done = replay(runner, range("nobody", from, Instant.now().plusSeconds(60), false));
            // Then
            assertThat(done.state()).isEqualTo("DONE");
            assertThat(done.matched()).isEqualTo(1);
            assertThat(done.failed()).isEqualTo(1);
            assertThat(done.succeeded()).isFalse();
            assertThat(runner.journey("one").getFirst().steps())
                    .filteredOn(step -> step.detail("replay").equals(done.id()))
                    .extracting(step -> step.kind())
                    .containsExactly(Kind.RETRYING, Kind.LOST);
        }
    }

    @Test
    void it_ends_with_the_runner() throws Exception {
        // Given
        var patient = patient(trigger("nobody", "a.v1", "http://127.0.0.1:1/"));
        var replay = new String[1];
        try (var runner = runner(broker("MTChannelBasedBroker") + patient)) {
            send(runner, "one");
            var from = Instant.now().minusSeconds(60);
            replay[0] =
                    ReplayJson.read(
                                    runner.order(
                                                    "/api/replay",
                                                    range(
                                                            "nobody",
                                                            from,
                                                            from.plusSeconds(99),
                                                            false))
                                            .body())
                            .id();
            await().until(() -> isTried(runner, "one", replay[0]));
            // Then
            var second = runner.order("/api/replay", range("nobody", from, Instant.now(), false));
            assertThat(second.body()).contains("replay " + replay[0]).contains("under way");
            assertThat(look(runner, replay[0]).running()).isTrue();
        }
        // Then
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("replay " + replay[0]);
    }

    @Test
    void it_can_be_stopped_and_says_how_far_it_came() throws Exception {
        // Given: the second of three is tried again, and would be in ten minutes
        try (var asked = new Listener();
                var runner =
                        runner(
                                broker("MTChannelBasedBroker")
                                        + patient(trigger("asked", "a.v1", asked.uri())))) {
            for (var id : List.of("one", "two", "three")) {
                send(runner, id);
            }
            await().until(() -> asked.heard().size() == 3);
            var from = Instant.now().minusSeconds(60);
            asked.failing("two");
            var order = range("asked", from, from.plusSeconds(99), false);
            var id = ReplayJson.read(runner.order("/api/replay", order).body()).id();
            await().until(() -> isTried(runner, "two", id));
            // When
            var answer = runner.order("/api/replay/stop", "{\"id\":\"%s\"}".formatted(id));
            // Then
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            var stopped = ReplayJson.read(answer.body());
            assertThat(stopped.state()).isEqualTo("STOPPED");
            assertThat(stopped.delivered()).isEqualTo(1);
            assertThat(stopped.left()).isEqualTo(stopped.matched() - 1).isPositive();
            var again = runner.order("/api/replay/stop", "{\"id\":\"%s\"}".formatted(id));
            assertThat(ReplayJson.read(again.body())).isEqualTo(stopped);
            assertThat(runner.order("/api/replay/stop", "{\"id\":\"r0\"}").body())
                    .isEqualTo("no replay r0 is known here (any more)\n");
            assertThat(runner.order("/api/replay", order).statusCode()).isEqualTo(200);
        }
    }

    private static String patient(String trigger) {
        return trigger.replace("linear", "exponential").replace("PT0.01S", "PT10M");
    }

    private static boolean isTried(LocalRunner runner, String id, String replay) throws Exception {
        return runner.journey(id).getFirst().steps().stream()
                .anyMatch(it -> it.kind() == Kind.RETRYING && it.detail("replay").equals(replay));
    }

    @Test
    void offsets_say_it_too() throws Exception {
        try (var asked = new Listener();
                var runner =
                        runner(
                                broker("MTChannelBasedBroker")
                                        + trigger("asked", "a.v1", asked.uri()))) {
            for (var id : List.of("0", "1", "2", "3")) {
                send(runner, id);
            }
            await().until(() -> asked.heard().size() == 4);
            // When
            var done =
                    replay(
                            runner,
                            "{\"trigger\":\"asked\",\"partition\":0,\"fromOffset\":1,\"toOffset\":3}");
            // Then
            assertThat(done.delivered()).isEqualTo(2);
            assertThat(asked.heard().subList(4, 6))
                    .extracting(it -> it.attributes().get("id"))
                    .containsExactly("1", "2");
        }
    }

    @Test
    void what_is_wrong_is_said() throws Exception {
        try (var asked = new Listener();
                var runner =
                        runner(
                                broker("MTChannelBasedBroker")
                                        + trigger("asked", "a.v1", asked.uri()))) {
            var now = Instant.now();
            var unknown =
                    runner.order("/api/replay", range("nobody", now.minusSeconds(1), now, false));
            assertThat(unknown.statusCode()).isEqualTo(400);
            assertThat(unknown.body()).isEqualTo("no trigger nobody; there is default/asked\n");
            var partition = runner.order("/api/replay", "{\"trigger\":\"asked\",\"partition\":1}");
            assertThat(partition.statusCode()).isEqualTo(400);
            assertThat(partition.body()).isEqualTo("there is no partition 1: the last one is 0\n");
            var backwards =
                    runner.order("/api/replay", range("asked", now, now.minusSeconds(1), false));
            assertThat(backwards.statusCode()).isEqualTo(400);
            assertThat(backwards.body()).contains("is not before to");
            assertThat(runner.asked("/api/replays?id=r0").statusCode()).isEqualTo(400);
        }
    }

    private LocalRunner runner(String manifests) throws Exception {
        return new LocalRunner.Setup(folder).manifests(manifests).start();
    }

    private static void send(LocalRunner runner, String id) throws Exception {
        assertThat(
                        runner.post("/default/default", "a.v1", id, "{\"of\":\"%s\"}".formatted(id))
                                .statusCode())
                .isEqualTo(202);
    }

    /// A time that is later than all that has come in, and not later than anything that will.
    private static Instant nextMilli() {
        long before = System.currentTimeMillis();
        await().pollInterval(Duration.ofMillis(1)).until(() -> System.currentTimeMillis() > before);
        return Instant.ofEpochMilli(before + 1);
    }

    private static String range(String trigger, Instant from, Instant to, boolean dry) {
        return "{\"trigger\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"dryRun\":%s}"
                .formatted(trigger, from, to, dry);
    }

    private static ReplayStatus replay(LocalRunner runner, String order) throws Exception {
        var begun = runner.order("/api/replay", order);
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(200);
        var id = ReplayJson.read(begun.body()).id();
        await().until(() -> !look(runner, id).running());
        return look(runner, id);
    }

    private static ReplayStatus look(LocalRunner runner, String id) throws Exception {
        return ReplayJson.read(runner.asked("/api/replays?id=" + id).body());
    }
}
