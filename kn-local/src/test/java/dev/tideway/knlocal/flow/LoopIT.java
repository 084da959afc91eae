package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.journey.Note;
import dev.tideway.knlocal.journey.Note.Kind;
import dev.tideway.knlocal.status.EventJourney;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two functions that answer each other for ever, on a Kafka broker, which itself counts nothing.
class LoopIT {
    @TempDir Path folder;

    private static String broker(Listener deadLetters) {
        return """
        apiVersion: eventing.knative.dev/v1
        kind: Broker
        metadata:
          name: default
          annotations: {eventing.knative.dev/broker.class: Kafka}
        spec:
          config: {apiVersion: v1, kind: ConfigMap, name: kafka-broker-config}
          delivery: {deadLetterSink: {uri: '%s'}}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: kafka-broker-config}
        data:
          bootstrap.servers: embedded:9092
          default.topic.partitions: "2"
          default.topic.replication.factor: "1"
        """
                .formatted(deadLetters.uri());
    }

    private static String trigger(String name, String type, String function) {
        return """
        ---
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata: {name: %s}
        spec:
          broker: default
          filter: {attributes: {type: %s}}
          subscriber: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: %s}}
        """
                .formatted(name, type, function);
    }

    @Test
    void it_is_stopped_after_the_set_hops_and_named_in_the_journey_and_the_dead_letter()
            throws Exception {
        // Given
        var ping = new Worker(folder, "ping", "pong.v1");
        var pong = new Worker(folder, "pong", "ping.v1");
        try (var listener = new Listener();
                var runner =
                        pong.in(ping.in(new LocalRunner.Setup(folder)))
                                .manifests(
                                        broker(listener)
                                                + trigger("to-ping", "ping.v1", "ping")
                                                + trigger("to-pong", "pong.v1", "pong"))
                                .hops(6)
                                .start()) {
            // When
            assertThat(runner.post("/default/default", "ping.v1", "{}").statusCode())
                    .isEqualTo(202);
            await().atMost(Duration.ofMinutes(1)).until(() -> !listener.heard().isEmpty());
            // Then
            var loop =
                    "a reply loop of triggers default/to-ping -> default/to-pong, stopped after 6 hops";
            var letter = listener.heard().getFirst().attributes();
            assertThat(letter).containsEntry("knativeerrorcode", "508").doesNotContainKey("chain");
            assertThat(Base64.getDecoder().decode(letter.get("knativeerrordata")))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(loop);
            assertThat(ping.seen()).hasSize(4);
            assertThat(pong.seen()).hasSize(3);
            await().until(() -> !deadLetters(runner, letter.get("id")).isEmpty());
            assertThat(deadLetters(runner, letter.get("id")).getFirst().detail("why"))
                    .isEqualTo(loop);
        }
    }

    private static final String THROUGH_A_CHANNEL =
            """
            apiVersion: eventing.knative.dev/v1
            kind: Broker
            metadata:
              name: default
              annotations: {eventing.knative.dev/broker.class: MTChannelBasedBroker}
            ---
            apiVersion: messaging.knative.dev/v1
            kind: InMemoryChannel
            metadata: {name: line}
            ---
            apiVersion: eventing.knative.dev/v1
            kind: Trigger
            metadata: {name: into}
            spec:
              broker: default
              subscriber: {ref: {apiVersion: messaging.knative.dev/v1, kind: InMemoryChannel, name: line}}
            ---
            apiVersion: messaging.knative.dev/v1
            kind: Subscription
            metadata: {name: through}
            spec:
              channel: {apiVersion: messaging.knative.dev/v1, kind: InMemoryChannel, name: line}
              subscriber: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: ping}}
              reply: {ref: {apiVersion: eventing.knative.dev/v1, kind: Broker, name: default}}
              delivery: {deadLetterSink: {uri: '{sink}'}}
            """;

    @Test
    void one_that_goes_through_a_channel_is_stopped_too() throws Exception {
        // Given
        var ping = new Worker(folder, "ping", "ping.v1");
        try (var listener = new Listener();
                var runner =
                        ping.in(new LocalRunner.Setup(folder))
                                .manifests(THROUGH_A_CHANNEL.replace("{sink}", listener.uri()))
                                .hops(3)
                                .start()) {
            // When
            assertThat(runner.post("/default/default", "ping.v1", "{}").statusCode())
                    .isEqualTo(202);
            await().atMost(Duration.ofMinutes(1)).until(() -> !listener.heard().isEmpty());
            // Then
            var letter = listener.heard().getFirst().attributes();
            assertThat(letter).containsEntry("knativeerrorcode", "508");
            assertThat(Base64.getDecoder().decode(letter.get("knativeerrordata")))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(
                            "a reply loop of subscription default/through, stopped after 3 hops");
            assertThat(ping.seen()).hasSize(4);
        }
    }

    private static List<Note> deadLetters(LocalRunner runner, String id) throws Exception {
        return steps(runner.journey(id)).stream()
                .filter(note -> note.kind() == Kind.DEAD_LETTERED)
                .toList();
    }

    private static List<Note> steps(List<EventJourney> journeys) {
        return journeys.stream()
                .flatMap(it -> Stream.concat(it.steps().stream(), steps(it.caused()).stream()))
                .toList();
    }
}
