package dev.tideway.knlocal.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.journey.Note.Kind;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.testing.Events;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is kept on disk of the steps of events, and found there again.
class JourneysIT {
    private static final ObjectRef BROKER = new ObjectRef("Broker", new Key("default", "default"));
    private static final ObjectRef TRIGGER = new ObjectRef("Trigger", new Key("default", "orders"));
    private static final Key FUNCTION = new Key("default", "orders");

    @TempDir Path folder;
    private Instant now = Instant.parse("2026-03-02T09:30:00Z");

    @Test
    void a_limit_of_zero_keeps_nothing() throws Exception {
        try (var journeys = Journeys.open(folder, 0, () -> now)) {
            journeys.record(new Step.Accepted(BROKER, Events.plain("1"), 0, 0));
            assertThat(journeys.read().flow("1").notes()).isEmpty();
            // Nor was it written and deleted again.
            assertThat(Segments.files(folder)).extracting(Segments::first).containsExactly(1L);
        }
    }

    private Journeys open() throws IOException {
        return Journeys.open(folder, 4 << 20, () -> now);
    }

    @Test
    void every_step_is_kept_with_what_there_is_to_say() throws Exception {
        try (var journeys = open()) {
            var event = Events.plain("1").with("subject", "o-1");
            var reply = Events.typed("r", "answered");
            journeys.record(new Step.Accepted(BROKER, event, 3, 12));
            journeys.record(new Step.Held(TRIGGER, event, FUNCTION, Duration.ofMillis(380), true));
            journeys.record(new Step.Retrying(TRIGGER, event, 1, "503", Duration.ofMillis(100)));
            journeys.record(
                    new Step.Delivered(
                            TRIGGER, event, 2, Duration.ofMillis(7), Optional.of(reply)));
            journeys.record(
                    new Step.DeadLettered(
                            TRIGGER, event, URI.create("http://d"), "400", List.of()));
            journeys.record(new Step.Lost(TRIGGER, event, "no sink", List.of()));
            // When
            var notes = journeys.read().flow("1").notes();
            // Then
            assertThat(notes)
                    .extracting(Note::kind)
                    .containsExactly(
                            Kind.ACCEPTED,
                            Kind.HELD,
                            Kind.RETRYING,
                            Kind.DELIVERED,
                            Kind.DEAD_LETTERED,
                            Kind.LOST);
            assertThat(notes).extracting(Note::number).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
            assertThat(notes).allSatisfy(note -> assertThat(note.at()).isEqualTo(now));
            assertThat(notes.get(0).attributes()).isEqualTo(event.attributes());
            assertThat(notes.get(0).details()).isEqualTo(Map.of("partition", "3", "offset", "12"));
            assertThat(notes.get(1).details())
                    .isEqualTo(
                            Map.of(
                                    "function",
                                    "default/orders",
                                    "millis",
                                    "380.0",
                                    "asleep",
                                    "true"));
            assertThat(notes.get(2).details())
                    .isEqualTo(Map.of("attempt", "1", "why", "503", "delay", "100.0"));
            assertThat(notes.get(3).details())
                    .containsEntry("replyType", "answered")
                    .containsEntry("attempt", "2");
            assertThat(notes.get(4).details()).isEqualTo(Map.of("sink", "http://d", "why", "400"));
            assertThat(notes.get(5).details()).isEqualTo(Map.of("why", "no sink"));
        }
    }

    @Test
    void they_outlast_a_restart_and_a_line_that_was_cut_off() throws Exception {
        try (var before = open()) {
            before.record(new Step.Accepted(BROKER, Events.plain("1"), 0, 0));
        }
        var file = Segments.files(folder).getLast();
        Files.writeString(file, "{\"number\":2,\"at\":\"20", StandardOpenOption.APPEND);
        try (var after = open()) {
            after.record(delivered(Events.plain("1"), Optional.empty()));
            assertThat(after.read().flow("1").notes())
                    .extracting(Note::number)
                    .containsExactly(1L, 2L);
        }
    }

    @Test
    void the_oldest_go_when_there_are_too_many() throws Exception {
        try (var journeys = open()) {
            for (int i = 0; i < 60_000; i++) {
                journeys.record(new Step.Accepted(BROKER, Events.plain("e" + i), 0, i));
                if (i % 10_000 == 0) {
                    var _ = journeys.read(); // writes down what waits
                }
            }
            // Then
            var reader = journeys.read();
            assertThat(reader.flow("e59999").notes()).hasSize(1);
            assertThat(reader.flow("e0").notes()).isEmpty();
            long bytes = 0;
            for (var kept : Segments.files(folder)) {
                bytes += Files.size(kept);
            }
            // The newest file may be as long as what is written at once.
            assertThat(bytes).isLessThan(8 << 20);
        }
    }

    @Test
    void a_flow_is_followed_through_answers_without_a_correlationid() throws Exception {
        try (var journeys = open()) {
            var first = Events.plain("1");
            var second = Events.typed("2", "second");
            var third = Events.typed("3", "third");
            journeys.record(new Step.Accepted(BROKER, Events.plain("other"), 0, 0));
            journeys.record(new Step.Accepted(BROKER, first, 0, 1));
            journeys.record(delivered(first, Optional.of(second)));
            journeys.record(new Step.Accepted(BROKER, second, 0, 2));
            journeys.record(delivered(second, Optional.of(third)));
            journeys.record(new Step.Accepted(BROKER, third, 0, 3));
            // Then
            for (var id : new String[] {"1", "2", "3"}) {
                assertThat(journeys.read().flow(id).notes())
                        .as("from " + id)
                        .extracting(Note::id)
                        .containsExactly("1", "1", "2", "2", "3");
            }
        }
    }

    @Test
    void a_flow_is_found_by_the_correlationid_that_its_events_share() throws Exception {
        try (var journeys = open()) {
            var cause = Events.plain("place");
            var effect = Events.plain("confirmed").with("correlationid", "place");
            journeys.record(new Step.Accepted(BROKER, cause, 0, 0));
            journeys.record(new Step.Accepted(BROKER, effect, 0, 1));
            assertThat(journeys.read().flow("confirmed").notes()).hasSize(2);
            assertThat(journeys.read().flow("place").notes()).hasSize(2);
            assertThat(journeys.read().flow("nobody's").notes()).isEmpty();
        }
    }

    @Test
    void events_are_found_by_type_source_subject_and_time_the_latest_of_them() throws Exception {
        try (var journeys = open()) {
            journeys.record(new Step.Accepted(BROKER, Events.typed("1", "a"), 0, 0));
            journeys.record(delivered(Events.typed("1", "a"), Optional.empty()));
            now = now.plusSeconds(60);
            journeys.record(
                    new Step.Accepted(BROKER, Events.typed("2", "b").with("subject", "s"), 0, 1));
            journeys.record(new Step.Refused(Optional.empty(), "/nowhere", 404, "no broker"));
            var reader = journeys.read();
            assertThat(reader.events(query(Optional.empty(), 10)))
                    .extracting(Note::number)
                    .containsExactly(1L, 3L, 4L);
            assertThat(reader.events(query(Optional.empty(), 2)))
                    .extracting(Note::number)
                    .containsExactly(3L, 4L);
            assertThat(reader.events(query(Optional.of("a"), 10)))
                    .extracting(Note::id)
                    .containsExactly("1");
            var subject =
                    new EventQuery(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of("s"),
                            Optional.empty(),
                            0,
                            10,
                            false);
            assertThat(reader.events(subject)).extracting(Note::id).containsExactly("2");
            var recent =
                    new EventQuery(
                            Optional.empty(),
                            Optional.of("/test"),
                            Optional.empty(),
                            Optional.of(now),
                            0,
                            10,
                            false);
            assertThat(reader.events(recent)).extracting(Note::id).containsExactly("2");
            var later =
                    new EventQuery(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            3,
                            10,
                            false);
            assertThat(reader.events(later)).extracting(Note::number).containsExactly(4L);
        }
    }

    @Test
    void what_is_wrong_with_an_events_data_stands_with_the_event_in_the_list() throws IOException {
        try (var journeys = open()) {
            // Given
            var bad = Events.plain("bad");
            journeys.record(new Step.Accepted(BROKER, Events.plain("good"), 0, 0));
            journeys.record(new Step.Violated(BROKER, bad, false, "/id is missing"));
            journeys.record(new Step.Accepted(BROKER, bad, 0, 1));
            journeys.record(new Step.Violated(BROKER, Events.plain("worse"), true, "no data"));
            // When
            var all = journeys.read().events(query(Optional.empty(), 10));
            var violated =
                    new EventQuery(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            0,
                            10,
                            true);
            // Then
            assertThat(all)
                    .extracting(Note::id, Note::violation)
                    .containsExactly(tuple("good", ""), tuple("bad", "/id is missing"));
            assertThat(journeys.read().events(violated))
                    .extracting(Note::id)
                    .containsExactly("bad", "worse");
        }
    }

    private static EventQuery query(Optional<String> type, int limit) {
        return new EventQuery(
                type, Optional.empty(), Optional.empty(), Optional.empty(), 0, limit, false);
    }

    private static Step delivered(Event event, Optional<Event> reply) {
        return new Step.Delivered(TRIGGER, event, 1, Duration.ofMillis(1), reply);
    }

    @Test
    void of_a_flow_that_is_too_long_the_beginning_is_told() throws Exception {
        try (var journeys = Journeys.open(folder, 64 << 20, () -> now)) {
            for (int i = 0; i <= JourneyReader.MOST_NOTES; i++) {
                var event = Events.plain("e" + i).with("correlationid", "batch");
                journeys.record(new Step.Accepted(BROKER, event, 0, i));
                if (i % 10_000 == 0) {
                    var _ = journeys.read(); // writes down what waits
                }
            }
            var found = journeys.read().flow("batch");
            assertThat(found.more()).isTrue();
            assertThat(found.notes()).hasSize(JourneyReader.MOST_NOTES);
            assertThat(found.notes().getFirst().id()).isEqualTo("e0");
        }
    }

    @Test
    void what_a_function_answers_does_not_reach_the_terminal_as_a_command() throws Exception {
        try (var journeys = open()) {
            journeys.record(
                    new Step.Lost(
                            TRIGGER, Events.plain("1"), "500 \u001b[2Jgone\u0007", List.of()));
            assertThat(journeys.read().flow("1").notes().getFirst().detail("why"))
                    .isEqualTo("500 ?[2Jgone?");
        }
    }

    @Test
    void a_long_text_is_cut_and_data_is_not_kept() throws Exception {
        try (var journeys = open()) {
            var event =
                    Event.of(
                            Events.plain("1").with("note", "x".repeat(5_000)).attributes(),
                            "secret-data".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            journeys.record(new Step.Accepted(BROKER, event, 0, 0));
            var note = journeys.read().flow("1").notes().getFirst();
            assertThat(note.attributes().get("note")).hasSize(1_001).endsWith("…");
            assertThat(Files.readString(Segments.files(folder).getLast()))
                    .doesNotContain("secret-data");
        }
    }
}
