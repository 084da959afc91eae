package dev.tideway.knlocal.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tideway.knlocal.event.Sampling;
import dev.tideway.knlocal.event.TraceContext;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.testing.Events;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/// What is kept of a step, and read again as it was.
class StepLinesTest {
    private static final ObjectRef BROKER = new ObjectRef("Broker", new Key("default", "default"));
    private static final ObjectRef TRIGGER = new ObjectRef("Trigger", new Key("default", "orders"));
    private static final TraceContext CAME = new Sampling(true, 0).enter(Optional.empty());
    private static final Instant AT = CAME.begun().plusMillis(40);

    @Test
    void the_trace_and_how_long_it_took_until_the_log_had_it() {
        var event = Events.plain("1").within(CAME);
        assertThat(kept(AT, new Step.Accepted(BROKER, event, 0, 0)).details())
                .containsEntry("trace", CAME.traceId())
                .containsEntry("millis", "40.0");
    }

    @Test
    void how_long_an_attempt_took_that_failed() {
        var event = Events.plain("1").within(CAME);
        var step = new Step.Retrying(TRIGGER, event, 1, "503", Duration.ofSeconds(1));
        assertThat(kept(AT, step).details()).containsEntry("millis", "40.0");
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
        assertThat(kept(AT, step).details())
                .containsEntry("millis", "40.0")
                .containsEntry("attempt", "3")
                .containsEntry("tried", CAME.begun().toString())
                .containsEntry("triedMillis", "7.0");
    }

    @Test
    void nothing_of_it_where_there_is_no_trace() {
        var event = Events.plain("1");
        assertThat(kept(AT, new Step.Accepted(BROKER, event, 0, 0)).details())
                .containsOnlyKeys("partition", "offset");
        assertThat(kept(AT, new Step.Lost(TRIGGER, event, "400", List.of())).details())
                .containsOnlyKeys("why");
    }

    @Property
    void whatever_a_text_has_in_it_the_line_is_one_and_says_it(
            @ForAll @StringLength(max = 300) String text) {
        var note =
                kept(
                        AT,
                        new Step.Lost(
                                TRIGGER, Events.plain("1").with("more", text), text, List.of()));
        assertThat(note.detail("why")).isEqualTo(fit(text));
        var accepted =
                kept(AT, new Step.Accepted(BROKER, Events.plain("1").with("more", text), 0, 0));
        assertThat(accepted.attributes()).containsEntry("more", fit(text));
    }

    @Test
    void half_a_pair_of_surrogates_takes_no_other_line_with_it() {
        var event = Events.plain("1").with("more", "a\ud800\"b");
        assertThat(kept(AT, new Step.Accepted(BROKER, event, 0, 0)).attributes())
                .containsEntry("more", "a?\"b");
    }

    @Test
    void a_text_may_be_as_long_as_an_event() {
        var event = Events.plain("1").with("more", "é\"".repeat(100_000));
        assertThat(kept(AT, new Step.Accepted(BROKER, event, 0, 0)).attributes().get("more"))
                .hasSize(JsonLines.LONGEST + 1)
                .endsWith("…");
    }

    @Property(tries = 200)
    void a_line_that_was_cut_off_is_none(@ForAll @IntRange(min = 1, max = 150) int bytes) {
        var whole =
                line(
                        AT,
                        new Step.Lost(
                                TRIGGER,
                                Events.plain("1"),
                                "for a reason that is longer than this",
                                List.of()));
        assertThat(NoteJson.readLine(whole.substring(0, bytes))).isEmpty();
    }

    @Property
    void the_time_is_kept_to_the_microsecond(
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second,
            @ForAll @IntRange(max = 999_999) int micros) {
        var at = Instant.ofEpochSecond(second, micros * 1_000L);
        assertThat(kept(at, new Step.Lost(TRIGGER, Events.plain("1"), "", List.of())).at())
                .isEqualTo(at);
    }

    @Test
    void a_replay_is_said_of_its_own_steps_only() {
        var step = new Step.Lost(TRIGGER, Events.plain("1"), "400", List.of());
        var lines = new StepLines();
        lines.add(1, AT, new Step.Replayed(step, "r-1"));
        lines.add(2, AT, step);
        var text = text(lines);
        assertThat(text.lines().map(NoteJson::number)).containsExactly(1L, 2L);
        assertThat(text.lines().map(it -> NoteJson.readLine(it).orElseThrow()))
                .extracting(Note::number, it -> it.detail("replay"))
                .containsExactly(tuple(1L, "r-1"), tuple(2L, ""));
    }

    /// Control characters become "?", and so does what is no text.
    private static String fit(String text) {
        var whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return whole.replaceAll("\\p{Cc}", "?");
    }

    private static Note kept(Instant at, Step step) {
        return NoteJson.readLine(line(at, step)).orElseThrow();
    }

    private static String line(Instant at, Step step) {
        var lines = new StepLines();
        lines.add(1, at, step);
        var text = text(lines);
        assertThat(text.indexOf('\n')).isEqualTo(text.length() - 1);
        return text;
    }

    private static String text(StepLines lines) {
        var text = new StringBuilder();
        try {
            lines.drain((bytes, length) ->
                    text.append(new String(bytes, 0, length, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
