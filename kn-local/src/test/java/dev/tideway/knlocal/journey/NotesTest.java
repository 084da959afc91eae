package dev.tideway.knlocal.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.event.Sampling;
import dev.tideway.knlocal.event.TraceContext;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.testing.Events;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is kept of a step for those who ask for the spans of a flow.
class NotesTest {
    private static final ObjectRef BROKER = new ObjectRef("Broker", new Key("default", "default"));
    private static final ObjectRef TRIGGER = new ObjectRef("Trigger", new Key("default", "orders"));
    private static final TraceContext CAME = new Sampling(true, 0).enter(Optional.empty());
    private static final Instant AT = CAME.begun().plusMillis(40);

    @Test
    void the_trace_and_how_long_it_took_until_the_log_had_it() {
        var event = Events.plain("1").within(CAME);
        assertThat(Notes.of(1, AT, new Step.Accepted(BROKER, event, 0, 0)).details())
                .containsEntry("trace", CAME.traceId())
                .containsEntry("millis", "40.0");
    }

    @Test
    void how_long_an_attempt_took_that_failed() {
        var event = Events.plain("1").within(CAME);
        var step = new Step.Retrying(TRIGGER, event, 1, "503", Duration.ofSeconds(1));
        assertThat(Notes.of(1, AT, step).details()).containsEntry("millis", "40.0");
    }

    @Test
    void the_last_attempt_before_a_dead_letter() {
        // Given
        var letter = Events.plain("1").within(CAME);
        var tried = new Step.Tried(3, CAME, Duration.ofMillis(7), "400");
        // When
        var sink = URI.create("http://dead-letters/");
        var step = new Step.DeadLettered(TRIGGER, letter, sink, "400", List.of(tried));
        // Then
        assertThat(Notes.of(1, AT, step).details())
                .containsEntry("millis", "40.0")
                .containsEntry("attempt", "3")
                .containsEntry("tried", CAME.begun().toString())
                .containsEntry("triedMillis", "7.0");
    }

    @Test
    void nothing_of_it_where_there_is_no_trace() {
        var event = Events.plain("1");
        assertThat(Notes.of(1, AT, new Step.Accepted(BROKER, event, 0, 0)).details())
                .containsOnlyKeys("partition", "offset");
        assertThat(Notes.of(1, AT, new Step.Lost(TRIGGER, event, "400", List.of())).details())
                .containsOnlyKeys("why");
    }
}
