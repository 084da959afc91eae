package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.journey.Note.Kind;
import dev.tideway.knlocal.status.EventJourney;
import dev.tideway.knlocal.status.EventJourney.Other;
import java.nio.file.Path;
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
            assertThat(journey.others())
                    .containsExactly(
                            new Other(
                                    "trigger default/mistyped",
                                    Optional.of("type is a.v1, wanted a.v2")));
        }
    }

    private static boolean isOver(LocalRunner runner) throws Exception {
        return runner.journey("1").stream()
                .map(EventJourney::steps)
                .anyMatch(steps ->
                        steps.stream().anyMatch(it -> it.kind() == Kind.LOST)
                                && steps.stream().anyMatch(it -> it.kind() == Kind.DELIVERED));
    }
}
