package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.journey.Note.Kind;
import dev.tideway.knlocal.status.EventJourney;
import dev.tideway.knlocal.status.EventJourney.Other;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a runner answers to somebody who asks what became of an event.
class JourneyIT {
    private static final String BROKER =
            """
            apiVersion: eventing.knative.dev/v1
            kind: Broker
            metadata:
              name: default
              annotations: {eventing.knative.dev/broker.class: MTChannelBasedBroker}
            """;

    @TempDir Path folder;

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

    @Test
    void it_says_who_took_the_event_who_did_not_want_it_and_what_was_tried() throws Exception {
        try (var listener = new Listener();
                var runner =
                        new LocalRunner.Setup(folder)
                                .manifests(
                                        BROKER
                                                + trigger("hears", "a.v1", listener.uri())
                                                + trigger("mistyped", "a.v2", listener.uri())
                                                + trigger("nobody", "a.v1", "http://127.0.0.1:1/"))
                                .start()) {
            // When
            assertThat(runner.post("/default/default", "a.v1", "{}").statusCode()).isEqualTo(202);
            await().until(() -> isOver(runner));
            // Then
            var journey = runner.journey("1").getFirst();
            assertThat(journey.steps().getFirst().kind()).isEqualTo(Kind.ACCEPTED);
            assertThat(journey.steps())
                    .filteredOn(step -> step.place().equals("trigger default/hears"))
                    .extracting(step -> step.kind())
                    .containsExactly(Kind.DELIVERED);
            assertThat(journey.steps())
                    .filteredOn(step -> step.place().equals("trigger default/nobody"))
                    .extracting(step -> step.kind())
                    .containsExactly(Kind.RETRYING, Kind.LOST);
            assertThat(journey.steps())
                    .filteredOn(step -> step.kind() == Kind.RETRYING)
                    .extracting(step -> step.details().get("why"))
                    .containsExactly("no answer: Connection refused: /127.0.0.1:1");
            assertThat(journey.others())
                    .containsExactly(
                            new Other(
                                    "trigger default/mistyped",
                                    Optional.of("type is a.v1, wanted a.v2")));
        }
    }

    private static final String ANSWERER =
            """
            import com.sun.net.httpserver.HttpServer;
            import java.net.InetSocketAddress;

            class Answerer {
                public static void main(String[] args) throws Exception {
                    var port = Integer.parseInt(System.getenv("PORT"));
                    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
                    server.createContext("/", exchange -> {
                        var isEvent = exchange.getRequestHeaders().containsKey("ce-id");
                        if (isEvent) {
                            var headers = exchange.getResponseHeaders();
                            headers.set("ce-specversion", "1.0");
                            headers.set("ce-id", "answer");
                            headers.set("ce-source", "/answerer");
                            headers.set("ce-type", "b.v1");
                        }
                        exchange.getRequestBody().readAllBytes();
                        exchange.sendResponseHeaders(200, -1);
                        exchange.close();
                    });
                    server.start();
                }
            }
            """;

    @Test
    void it_says_that_a_function_slept_and_what_it_answered_and_still_does_after_a_restart()
            throws Exception {
        try (var runner = answering()) {
            // When
            assertThat(runner.post("/default/default", "a.v1", "{}").statusCode()).isEqualTo(202);
            await().atMost(Duration.ofMinutes(1))
                    .until(() ->
                            runner.journey("1").stream()
                                    .anyMatch(event -> !event.caused().isEmpty()));
            // Then
            expectAnswer(runner.journey("1").getFirst());
        }
        try (var runner = answering()) {
            expectAnswer(runner.journey("1").getFirst());
            assertThat(runner.journey("answer").getFirst().steps().getFirst().id()).isEqualTo("1");
        }
    }

    private LocalRunner answering() throws Exception {
        var program = Files.writeString(folder.resolve("Answerer.java"), ANSWERER);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var trigger =
                """
                ---
                apiVersion: eventing.knative.dev/v1
                kind: Trigger
                metadata: {name: asks}
                spec:
                  broker: default
                  filter: {attributes: {type: a.v1}}
                  subscriber: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: answerer}}
                """;
        return new LocalRunner.Setup(folder)
                .command("answerer", java, program.toString())
                .manifests(BROKER + trigger)
                .start();
    }

    private static void expectAnswer(EventJourney asked) {
        assertThat(asked.steps())
                .extracting(step -> step.kind())
                .containsExactly(Kind.ACCEPTED, Kind.HELD, Kind.DELIVERED);
        assertThat(asked.steps().get(1).details())
                .containsEntry("function", "default/answerer")
                .containsEntry("asleep", "true");
        assertThat(asked.steps().get(2).details())
                .containsEntry("attempt", "1")
                .containsEntry("replyType", "b.v1");
        assertThat(asked.caused()).hasSize(1);
        assertThat(asked.caused().getFirst().steps().getFirst().type()).isEqualTo("b.v1");
    }

    private static boolean isOver(LocalRunner runner) throws Exception {
        return runner.journey("1").stream()
                .map(EventJourney::steps)
                .anyMatch(steps ->
                        steps.stream().anyMatch(it -> it.kind() == Kind.LOST)
                                && steps.stream().anyMatch(it -> it.kind() == Kind.DELIVERED));
    }
}
