package dev.tideway.knlocal.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.journey.Note.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepeatsTest {
    private final List<Note> notes = new ArrayList<>();

    @Test
    void what_happens_once_is_no_repeat() {
        add(Kind.ACCEPTED, "broker b", "");
        add(Kind.DELIVERED, "trigger x", "1");
        add(Kind.DELIVERED, "trigger y", "1");
        add(Kind.ACCEPTED, "channel c", "");
        assertThat(repeats()).isEmpty();
    }

    @Test
    void an_attempt_after_another_is_one() {
        add(Kind.RETRYING, "trigger x", "1");
        add(Kind.DELIVERED, "trigger x", "2");
        add(Kind.DELIVERED, "trigger y", "1");
        assertThat(repeats()).containsExactly(2);
    }

    @Test
    void an_attempt_after_one_that_the_journeys_lost_is_one() {
        add(Kind.DELIVERED, "trigger x", "2");
        assertThat(repeats()).containsExactly(1);
    }

    @Test
    void what_was_delivered_before_the_runner_was_killed_and_is_read_again_is_one() {
        add(Kind.DELIVERED, "trigger x", "1");
        add(Kind.DELIVERED, "trigger x", "1");
        assertThat(repeats()).containsExactly(2);
    }

    @Test
    void what_was_tried_before_the_runner_was_killed_and_is_read_again_is_one() {
        add(Kind.RETRYING, "trigger x", "1");
        add(Kind.DELIVERED, "trigger x", "1");
        assertThat(repeats()).containsExactly(2);
    }

    @Test
    void what_its_sender_sends_twice_is_one() {
        add(Kind.ACCEPTED, "broker b", "");
        add(Kind.ACCEPTED, "broker b", "");
        assertThat(repeats()).containsExactly(2);
    }

    private void add(Kind kind, String place, String attempt) {
        notes.add(
                new Note(
                        notes.size() + 1,
                        Instant.EPOCH,
                        kind,
                        place,
                        "1",
                        "/s",
                        "t",
                        "1",
                        Map.of("attempt", attempt),
                        Map.of()));
    }

    private List<Integer> repeats() {
        return Repeats.marked(notes).stream()
                .filter(Note::again)
                .map(note -> (int) note.number())
                .toList();
    }
}
