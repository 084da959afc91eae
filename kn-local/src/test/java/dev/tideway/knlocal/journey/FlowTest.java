package dev.tideway.knlocal.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.journey.Note.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FlowTest {
    private final List<Note> notes = new ArrayList<>();

    @Test
    void an_answer_stands_below_what_it_answers() {
        accepted("place", Map.of());
        delivered("place", "placed");
        accepted("placed", Map.of());
        assertThat(drawn()).isEqualTo("place(placed)");
    }

    @Test
    void an_event_stands_below_the_one_that_it_names_as_its_cause() {
        accepted("plan", Map.of());
        accepted("slice-1", Map.of("causationid", "plan"));
        accepted("slice-2", Map.of("causationid", "plan"));
        accepted("done", Map.of("causationid", "slice-2"));
        assertThat(drawn()).isEqualTo("plan(slice-1 slice-2(done))");
    }

    @Test
    void an_event_whose_cause_nobody_has_seen_is_a_root() {
        accepted("late", Map.of("causationid", "forgotten"));
        accepted("other", Map.of());
        assertThat(drawn()).isEqualTo("late other");
    }

    @Test
    void events_that_cause_each_other_are_each_told_once() {
        accepted("a", Map.of("causationid", "b"));
        accepted("b", Map.of("causationid", "a"));
        assertThat(drawn()).isEqualTo("a(b)");
    }

    @Test
    void one_id_of_two_sources_is_two_events() {
        accepted("1", Map.of());
        add(Kind.ACCEPTED, "/elsewhere", "1", Map.of(), Map.of());
        assertThat(drawn()).isEqualTo("1 1");
    }

    @Test
    void steps_stay_in_the_order_they_were_taken() {
        accepted("a", Map.of());
        accepted("b", Map.of());
        delivered("a", "");
        assertThat(Flow.of(notes).getFirst().steps())
                .extracting(Note::kind)
                .containsExactly(Kind.ACCEPTED, Kind.DELIVERED);
    }

    private void accepted(String id, Map<String, String> attributes) {
        add(Kind.ACCEPTED, "/test", id, Map.of(), attributes);
    }

    private void delivered(String id, String reply) {
        var details =
                reply.isEmpty()
                        ? Map.<String, String>of()
                        : Map.of("replyId", reply, "replySource", "/test", "replyType", "t");
        add(Kind.DELIVERED, "/test", id, details, Map.of());
    }

    private void add(
            Kind kind,
            String source,
            String id,
            Map<String, String> details,
            Map<String, String> attributes) {
        notes.add(
                new Note(
                        notes.size() + 1,
                        Instant.EPOCH,
                        kind,
                        "broker default/default",
                        id,
                        source,
                        "t",
                        "flow",
                        details,
                        attributes));
    }

    private String drawn() {
        return drawn(Flow.of(notes));
    }

    private static String drawn(List<TracedEvent> events) {
        return events.stream()
                .map(it ->
                        it.caused().isEmpty()
                                ? it.first().id()
                                : it.first().id() + "(" + drawn(it.caused()) + ")")
                .collect(Collectors.joining(" "));
    }
}
