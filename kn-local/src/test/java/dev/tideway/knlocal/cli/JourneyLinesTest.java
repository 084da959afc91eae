package dev.tideway.knlocal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.journey.Note;
import dev.tideway.knlocal.journey.Note.Kind;
import dev.tideway.knlocal.status.EventJourney;
import dev.tideway.knlocal.status.EventJourney.Other;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JourneyLinesTest {
    private static final Instant START = Instant.parse("2026-03-02T09:30:00Z");

    @Test
    void a_flow_is_a_tree_of_events_with_their_steps() {
        var placed =
                new EventJourney(
                        List.of(
                                note(Kind.ACCEPTED, 25, "placed", "broker default/default", in()),
                                note(
                                        Kind.LOST,
                                        30,
                                        "placed",
                                        "trigger default/stock",
                                        Map.of("why", "400"))),
                        List.of(),
                        List.of());
        var place =
                new EventJourney(
                        List.of(
                                note(Kind.ACCEPTED, 0, "place", "broker default/default", in()),
                                note(
                                        Kind.HELD,
                                        20,
                                        "place",
                                        "trigger default/orders",
                                        Map.of(
                                                "function", "default/orders",
                                                "millis", "19.0",
                                                "asleep", "true")),
                                note(
                                        Kind.RETRYING,
                                        21,
                                        "place",
                                        "trigger default/orders",
                                        Map.of("attempt", "1", "why", "503", "delay", "100.0")),
                                note(
                                        Kind.DELIVERED,
                                        24,
                                        "place",
                                        "trigger default/orders",
                                        Map.of(
                                                "attempt", "2",
                                                "again", "true",
                                                "millis", "2.0",
                                                "replyType", "order.placed"))),
                        List.of(
                                new Other(
                                        "trigger default/view", Optional.of("type is a, wanted b")),
                                new Other("trigger default/slow", Optional.empty())),
                        List.of(placed));
        assertThat(new JourneyLines("place", false, ZoneOffset.UTC).of(List.of(place)))
                .containsExactly(
                        "t  place  from /s",
                        "│ 09:30:00.000         accepted by broker default/default, partition 3 offset 12",
                        "│ 09:30:00.020    +20  trigger default/orders: held 19.0 ms until default/orders had started",
                        "│ 09:30:00.021     +1  trigger default/orders: attempt 1 failed, 503; tried again after 100.0 ms",
                        "│ 09:30:00.024     +3  trigger default/orders: delivered again in 2.0 ms at attempt 2, it answered order.placed",
                        "│                      trigger default/view: not wanted, type is a, wanted b",
                        "│                      trigger default/slow: wanted, not delivered yet",
                        "└─ t  placed  from /s",
                        "     09:30:00.025         accepted by broker default/default, partition 3 offset 12",
                        "     09:30:00.030     +5  trigger default/stock: lost, 400");
    }

    @Test
    void why_others_do_not_want_it_is_told_of_the_event_that_is_asked_about() {
        var others =
                List.of(
                        new Other("trigger default/x", Optional.of("type is t, wanted u")),
                        new Other("trigger default/y", Optional.of("type is t, wanted v")));
        var taken =
                new EventJourney(
                        List.of(
                                note(Kind.ACCEPTED, 0, "e", "broker default/default", in()),
                                note(Kind.LOST, 1, "e", "trigger default/z", Map.of("why", "400"))),
                        others,
                        List.of());
        assertThat(new JourneyLines("e", false, ZoneOffset.UTC).of(List.of(taken)))
                .hasSize(5)
                .anyMatch(line ->
                        line.endsWith("trigger default/x: not wanted, type is t, wanted u"));
        assertThat(new JourneyLines("other", false, ZoneOffset.UTC).of(List.of(taken)))
                .hasSize(4)
                .last()
                .asString()
                .endsWith("  2 others do not want it");
        var untaken = new EventJourney(taken.steps().subList(0, 1), others, List.of());
        assertThat(new JourneyLines("other", false, ZoneOffset.UTC).of(List.of(untaken)))
                .hasSize(4);
    }

    @Test
    void what_is_against_a_schema_is_said() {
        var why = Map.of("why", "/id is missing", "refused", "false");
        var refused = Map.of("why", "/id is missing", "refused", "true");
        var event =
                new EventJourney(
                        List.of(
                                note(Kind.VIOLATED, 0, "e", "broker default/default", why),
                                note(Kind.VIOLATED, 0, "e", "broker default/default", refused)),
                        List.of(),
                        List.of());
        assertThat(new JourneyLines("e", false, ZoneOffset.UTC).of(List.of(event)))
                .containsExactly(
                        "t  e  from /s",
                        "  09:30:00.000         its data do not keep the schema of its type: /id is missing",
                        "  09:30:00.000         its data do not keep the schema of its type: /id is missing; refused by broker default/default");
    }

    @Test
    void what_has_been_before_and_what_was_on_purpose_is_said() {
        var event =
                new EventJourney(
                        List.of(
                                note(Kind.ACCEPTED, 0, "e", "broker default/default", in()),
                                note(
                                        Kind.ACCEPTED,
                                        1,
                                        "e",
                                        "broker default/default",
                                        Map.of("partition", "3", "offset", "13", "again", "true")),
                                note(
                                        Kind.DISTURBED,
                                        2,
                                        "e",
                                        "trigger default/x",
                                        Map.of("why", "fault: held back 5 ms on purpose"))),
                        List.of(),
                        List.of());
        assertThat(new JourneyLines("e", false, ZoneOffset.UTC).of(List.of(event)))
                .containsExactly(
                        "t  e  from /s",
                        "  09:30:00.000         accepted by broker default/default, partition 3 offset 12",
                        "  09:30:00.001     +1  accepted again by broker default/default, partition 3 offset 13: its sender sent it twice",
                        "  09:30:00.002     +1  trigger default/x: fault: held back 5 ms on purpose");
    }

    private static Map<String, String> in() {
        return Map.of("partition", "3", "offset", "12");
    }

    private static Note note(
            Kind kind, long millis, String id, String place, Map<String, String> details) {
        return new Note(
                1, START.plusMillis(millis), kind, place, id, "/s", "t", id, details, Map.of());
    }
}
