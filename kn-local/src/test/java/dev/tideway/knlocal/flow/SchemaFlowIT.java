package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.StartException;
import dev.tideway.knlocal.journey.Note;
import dev.tideway.knlocal.journey.Note.Kind;
import dev.tideway.knlocal.status.JourneyJson;
import dev.tideway.knlocal.testing.Schemata;
import dev.tideway.knlocal.testing.Scraped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A runner that knows what the data of two types look like.
class SchemaFlowIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String BAD = "{\"id\": 7}";

    private static final String WORKER =
            """
            ---
            apiVersion: eventing.knative.dev/v1
            kind: Trigger
            metadata: {name: worker}
            spec:
              broker: default
              filter: {attributes: {type: asked.v1}}
              subscriber: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: worker}}
            """;

    @TempDir Path folder;

    private LocalRunner.Setup setup(Listener listener, String more) throws Exception {
        var events = folder.resolve("events");
        Schemata.write(events, "order.v1", "{\"properties\": {\"id\": {\"type\": \"string\"}}}");
        Schemata.write(events, "answered.v1", "{\"type\": \"object\"}");
        var broker =
                """
                apiVersion: eventing.knative.dev/v1
                kind: Broker
                metadata:
                  name: default
                  annotations: {eventing.knative.dev/broker.class: MTChannelBasedBroker}
                spec:
                  delivery: {retry: 3, deadLetterSink: {uri: '%s'}}
                ---
                """
                        .formatted(listener.uri());
        return new LocalRunner.Setup(folder)
                .manifests(broker + listener.trigger("order.v1") + more);
    }

    private static List<Note> listed(LocalRunner runner, String query) throws Exception {
        return JourneyJson.readEvents(runner.control("/api/events?" + query));
    }

    private static double violated(LocalRunner runner) throws Exception {
        return Scraped.of(runner.metrics().body())
                .value(
                        "kn_schema_violated_total",
                        "namespace",
                        "default",
                        "kind",
                        "Broker",
                        "name",
                        "default");
    }

    @Test
    void data_that_do_not_keep_their_schema_pass_with_a_warning() throws Exception {
        // Given
        try (var listener = new Listener();
                var runner = setup(listener, "").start()) {
            // When
            assertThat(runner.post("/default/default", "order.v1", "good", "{\"id\": \"o\"}"))
                    .satisfies(it -> assertThat(it.statusCode()).isEqualTo(202));
            assertThat(runner.post("/default/default", "order.v1", "bad", BAD).statusCode())
                    .isEqualTo(202);
            await().atMost(PATIENCE).until(() -> listener.heard("order.v1").size() == 2);
            // Then
            await().until(() -> runner.journey("bad").getFirst().steps().size() == 3);
            assertThat(runner.journey("bad").getFirst().steps())
                    .extracting(Note::kind)
                    .containsExactly(Kind.VIOLATED, Kind.ACCEPTED, Kind.DELIVERED);
            assertThat(listed(runner, "violated=true"))
                    .singleElement()
                    .satisfies(it -> assertThat(it.id()).isEqualTo("bad"))
                    .extracting(Note::violation)
                    .isEqualTo("/id is a number, wanted a string");
            assertThat(listed(runner, "limit=10"))
                    .extracting(Note::id)
                    .containsExactly("good", "bad");
            assertThat(violated(runner)).isEqualTo(1);
        }
    }

    @Test
    void a_strict_runner_refuses_them_and_makes_dead_letters_of_what_is_answered_with_such()
            throws Exception {
        // Given
        var worker = new Worker(folder, "answered.v1");
        try (var listener = new Listener();
                var runner = worker.in(setup(listener, WORKER).strict()).start()) {
            // When
            assertThat(runner.post("/default/default", "order.v1", "bad", BAD).statusCode())
                    .isEqualTo(400);
            assertThat(runner.post("/default/default", "asked.v1", "asked", "?").statusCode())
                    .isEqualTo(202);
            await().atMost(PATIENCE).until(() -> !listener.heard().isEmpty());
            // Then
            assertThat(listener.heard())
                    .singleElement()
                    .satisfies(it ->
                            assertThat(it.attributes())
                                    .containsEntry("id", "asked")
                                    .containsEntry("knativeerrorcode", "502"));
            assertThat(worker.seen()).hasSize(1);
            assertThat(listed(runner, "limit=10"))
                    .extracting(Note::kind)
                    .containsExactly(Kind.REFUSED, Kind.ACCEPTED);
            assertThat(listed(runner, "violated=true"))
                    .extracting(Note::type)
                    .containsExactly("order.v1", "answered.v1");
            assertThat(runner.journey("bad").getFirst().steps())
                    .extracting(Note::kind)
                    .containsExactly(Kind.VIOLATED);
            assertThat(violated(runner)).isEqualTo(2);
        }
    }

    @Test
    void a_file_that_is_no_schema_ends_the_start() throws Exception {
        try (var listener = new Listener()) {
            var setup = setup(listener, "");
            Schemata.write(folder.resolve("events"), "order.v1", "{\"type\": \"strng\"}");
            assertThatThrownBy(setup::start)
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("order.v1.schema.json is no JSON Schema 2020-12: /type");
        }
    }
}
