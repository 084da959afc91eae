package dev.tideway.knlocal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OffsetTrackerTest {
    private final OffsetTracker tracker = new OffsetTracker();

    @Test
    void without_an_event_in_hand_the_place_is_where_the_reader_stands() {
        assertThat(tracker.place(7)).isEqualTo(7);
        assertThat(tracker.pending()).isZero();
    }

    @Test
    void an_unfinished_event_holds_the_place() {
        tracker.begin(3);
        assertThat(tracker.place(8)).isEqualTo(3);
    }

    @Test
    void a_finished_event_holds_nothing() {
        tracker.finish(tracker.begin(3));
        assertThat(tracker.place(8)).isEqualTo(8);
    }

    @Test
    void an_event_finished_before_an_earlier_one_waits_for_it() {
        // Given
        var first = tracker.begin(3);
        var second = tracker.begin(4);
        tracker.begin(6);
        // When
        tracker.finish(second);
        // Then
        assertThat(tracker.place(8)).isEqualTo(3);
        assertThat(tracker.pending()).isEqualTo(3);
        // When
        tracker.finish(first);
        // Then
        assertThat(tracker.place(8)).isEqualTo(6);
        assertThat(tracker.pending()).isEqualTo(1);
    }

    @Test
    void finishing_twice_changes_nothing() {
        // Given
        var first = tracker.begin(3);
        tracker.begin(4);
        // When
        tracker.finish(first);
        tracker.finish(first);
        // Then
        assertThat(tracker.place(8)).isEqualTo(4);
    }

    @Test
    void a_place_is_never_past_the_reader_itself() {
        tracker.begin(5);
        assertThat(tracker.place(5)).isEqualTo(5);
        assertThat(tracker.place(4)).isEqualTo(4);
    }

    @Test
    void an_event_that_is_in_hand_cannot_be_begun_again() {
        tracker.begin(3);
        assertThatThrownBy(() -> tracker.begin(3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("offset 3 after 3");
    }

    /// Each number: begin the next wanted event (0 to 2 unwanted ones before it), or finish one of those in hand.
    @Property
    void a_place_never_passes_an_unfinished_event_nor_goes_back_and_reaches_the_end(
            @ForAll @Size(max = 200) List<@IntRange(min = -50, max = 2) Integer> moves) {
        var unfinished = new TreeMap<Long, OffsetTracker.Ticket>();
        var tracker = new OffsetTracker();
        long position = 0;
        long last = 0;
        for (int move : moves) {
            if (move >= 0) {
                position += move;
                unfinished.put(position, tracker.begin(position));
                position++;
            } else if (!unfinished.isEmpty()) {
                var offset = new ArrayList<>(unfinished.keySet()).get(-move % unfinished.size());
                tracker.finish(Objects.requireNonNull(unfinished.remove(offset)));
            }
            long place = tracker.place(position);
            assertThat(place).isGreaterThanOrEqualTo(last);
            assertThat(place).isEqualTo(unfinished.isEmpty() ? position : unfinished.firstKey());
            last = place;
        }
        unfinished.values().forEach(tracker::finish);
        assertThat(tracker.place(position)).isEqualTo(position);
        assertThat(tracker.pending()).isZero();
    }
}
