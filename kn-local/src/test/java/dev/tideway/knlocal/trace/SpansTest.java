package dev.tideway.knlocal.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.Sampling;
import dev.tideway.knlocal.event.TraceContext;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.trace.Span.Kind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which spans come of which step, and what they say.
class SpansTest {
    private static final ObjectRef BROKER = new ObjectRef("Broker", new Key("default", "default"));
    private static final ObjectRef TRIGGER = new ObjectRef("Trigger", new Key("default", "orders"));

    private final Instant at = Instant.now().plusSeconds(1);
    private final TraceContext came = new Sampling(true, 1).enter(Optional.empty());
    private final Event event =
            Event.of(
                            Map.of(
                                    "specversion", "1.0",
                                    "id", "e-1",
                                    "source", "/shop",
                                    "type", "order.v1",
                                    "subject", "x".repeat(5_000)),
                            new byte[1])
                    .within(came);

    private List<Span> spans(Step step) {
        return Spans.of(at, step);
    }

    @Test
    void what_came_in_is_sent_and_says_what_in_the_words_of_opentelemetry() {
        // When
        var span = spans(new Step.Accepted(BROKER, event, 3, 7)).getFirst();
        // Then
        assertThat(span.name()).isEqualTo("send default/default");
        assertThat(span.kind()).isEqualTo(Kind.PRODUCER);
        assertThat(span.place()).isEqualTo(came);
        assertThat(span.begin()).isEqualTo(came.begun());
        assertThat(span.end()).isEqualTo(at);
        assertThat(span.error()).isEmpty();
        assertThat(span.attributes())
                .containsEntry("messaging.system", "knative")
                .containsEntry("messaging.operation.name", "send")
                .containsEntry("messaging.operation.type", "send")
                .containsEntry("messaging.destination.name", "default/default")
                .containsEntry("messaging.destination.partition.id", "3")
                .containsEntry("messaging.message.id", "e-1")
                .containsEntry("cloudevents.event_id", "e-1")
                .containsEntry("cloudevents.event_source", "/shop")
                .containsEntry("cloudevents.event_type", "order.v1")
                .containsEntry("cloudevents.event_spec_version", "1.0");
        assertThat(span.attributes().values())
                .allSatisfy(it -> assertThat(it.toString()).hasSizeLessThan(300));
    }

    @Test
    void an_attempt_that_failed_has_the_status_and_takes_the_time_until_then() {
        // Given
        var attempt = event.within(came.child());
        // When
        var step = new Step.Retrying(TRIGGER, attempt, 2, "503 no\u0007room", Duration.ofHours(1));
        var span = spans(step).getFirst();
        // Then
        assertThat(span.name()).isEqualTo("deliver default/orders");
        assertThat(span.kind()).isEqualTo(Kind.CLIENT);
        assertThat(span.place().parentId()).isEqualTo(came.spanId());
        assertThat(span.end()).isEqualTo(at);
        assertThat(span.error()).contains("503 no?room");
        assertThat(span.attributes())
                .containsEntry("http.response.status_code", 503L)
                .containsEntry("error.type", "503")
                .containsEntry("knative.delivery.attempt", 2L)
                .containsEntry("messaging.destination.subscription.name", "default/orders");
    }

    @Test
    void a_wait_is_in_the_attempt_that_waited() {
        var attempt = event.within(came.child());
        var function = new Key("default", "orders");
        var step = new Step.Held(TRIGGER, attempt, function, Duration.ofMillis(300), true);
        assertThat(spans(step))
                .singleElement()
                .satisfies(span -> {
                    assertThat(span.place().parentId()).isEqualTo(attempt.trace().spanId());
                    assertThat(span.begin()).isEqualTo(at.minusMillis(300));
                });
    }

    @Test
    void a_dead_letter_is_the_last_attempt_and_the_way_to_the_sink_both_failures() {
        // Given
        var last = came.child();
        var tried = new Step.Tried(3, last, Duration.ofMillis(5), "no answer within 10 s");
        var letter = event.within(came.child());
        // When
        var sink = URI.create("http://dead-letters/");
        var spans =
                spans(new Step.DeadLettered(TRIGGER, letter, sink, tried.why(), List.of(tried)));
        // Then
        assertThat(spans)
                .extracting(Span::name)
                .containsExactly("deliver default/orders", "dead-letter default/orders");
        assertThat(spans)
                .allSatisfy(span -> {
                    assertThat(span.error()).contains("no answer within 10 s");
                    assertThat(span.attributes()).containsEntry("error.type", "_OTHER");
                    assertThat(span.place().parentId()).isEqualTo(came.spanId());
                });
        assertThat(spans.getFirst().end()).isEqualTo(last.begun().plusMillis(5));
    }

    @Test
    void a_lost_event_tells_of_every_attempt_that_nothing_else_tells_of() {
        var tried = new Step.Tried(1, came.child(), Duration.ZERO, "400");
        var spans = spans(new Step.Lost(TRIGGER, event, "400; no sink", List.of(tried, tried)));
        assertThat(spans)
                .extracting(Span::name)
                .containsExactly(
                        "deliver default/orders", "deliver default/orders", "lose default/orders");
    }

    @Test
    void a_replays_steps_say_so() {
        var step =
                new Step.Delivered(
                        TRIGGER, event.within(came.child()), 1, Duration.ZERO, Optional.empty());
        assertThat(spans(new Step.Replayed(step, "r-1")).getFirst().attributes())
                .containsEntry("knative.replay", "r-1");
    }

    @Test
    void of_a_trace_that_is_not_sampled_nothing_is_told() {
        var silent = event.within(Sampling.NEVER.enter(Optional.empty()));
        assertThat(spans(new Step.Accepted(BROKER, silent, 0, 0))).isEmpty();
        assertThat(spans(new Step.Lost(TRIGGER, silent, "why", List.of()))).isEmpty();
        assertThat(spans(new Step.Refused(Optional.empty(), "/x", 404, "why"))).isEmpty();
    }
}
