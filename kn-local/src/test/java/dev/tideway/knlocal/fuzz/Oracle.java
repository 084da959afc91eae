package dev.tideway.knlocal.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.event.Event;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Judges what came of a request.
///
/// @param logged what the log has got since the request was sent
record Oracle(Request request, List<Wire.Answer> answers, List<Event> logged) {
    private static final Set<Integer> NAMED = Set.of(200, 202, 400, 404, 405, 414, 431);

    /// What Vert.x, and so Knative's Kafka receiver, answers to a protocol that it does not speak.
    private static final int NOT_HTTP = 501;

    /// The broker's own: see Entry.
    private static final Set<String> ADDED = Set.of("knativearrivaltime", "knativebrokerttl");

    void check() {
        switch (request.outcome()) {
            case Request.Outcome.Accepted(var sample) -> {
                assertThat(statuses()).containsExactly(202);
                assertThat(logged).hasSize(1);
                same(sample, logged.getFirst());
            }
            case Request.Outcome.Refused(var status) -> {
                assertThat(statuses()).containsExactly(status);
                assertThat(logged).isEmpty();
            }
            case Request.Outcome.Named(var unkeyable) -> named(unkeyable);
        }
    }

    private void named(boolean unkeyable) {
        assertThat(answers).allMatch(answer -> isNamed(answer, unkeyable));
        int accepted = (int) statuses().filter(status -> status == 202).count();
        if (request.framed()) {
            assertThat(answers).hasSize(1);
            assertThat(logged).hasSize(accepted);
        } else {
            // A client that hangs up need not be answered.
            assertThat(logged).hasSizeGreaterThanOrEqualTo(accepted);
        }
        logged.forEach(Oracle::valid);
    }

    private Stream<Integer> statuses() {
        return answers.stream().map(Wire.Answer::status);
    }

    private static boolean isNamed(Wire.Answer answer, boolean unkeyable) {
        var http = answer.protocol().matches("HTTP/1\\.[01]");
        return NAMED.contains(answer.status())
                || (answer.status() == 503 && unkeyable)
                || (answer.status() == NOT_HTTP && !http);
    }

    private static void same(Sample sample, Event event) {
        var attributes = new TreeMap<>(event.attributes());
        attributes.keySet().removeAll(ADDED);
        assertThat(attributes).isEqualTo(new TreeMap<>(sample.attributes()));
        assertThat(event.data()).isEqualTo(sample.data());
    }

    /// As the SDK sees it, which throws for what is not.
    private static void valid(Event event) {
        var builder = CloudEventBuilder.v1();
        event.attributes()
                .forEach((name, value) -> {
                    switch (name) {
                        case "specversion" -> assertThat(value).isEqualTo("1.0");
                        case "id" -> builder.withId(value);
                        case "source" -> builder.withSource(URI.create(value));
                        case "type" -> builder.withType(value);
                        case "subject" -> builder.withSubject(value);
                        case "time" -> builder.withTime(OffsetDateTime.parse(value));
                        case "dataschema" -> builder.withDataSchema(URI.create(value));
                        case "datacontenttype" -> builder.withDataContentType(value);
                        default -> builder.withExtension(name, value);
                    }
                });
        assertThat(builder.build().getId()).isNotEmpty();
    }
}
