package dev.tideway.knlocal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.log.Handed;
import dev.tideway.knlocal.manifest.Trigger.Order;
import dev.tideway.knlocal.testing.Events;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final int MANY = 100_000;
    private static final int MIB = 1 << 20;
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Bench bench = new Bench();
    private final AtomicInteger roomAgain = new AtomicInteger();
    private final Lanes ordered = lanes(Order.ORDERED);
    private final Lanes unordered = lanes(Order.UNORDERED);

    @AfterEach
    void letGo() {
        bench.allow(MANY);
    }

    @Test
    void ordered_begins_one_of_each_partition_and_the_next_when_it_is_done() {
        // Given
        take(ordered, 0, 3);
        take(ordered, 1, 3);
        // Then
        await().until(() -> bench.begun().size() == 2);
        assertThat(bench.begun()).containsExactlyInAnyOrder("0/0", "1/0");
        // When
        bench.allow(MANY);
        // Then
        await().until(() -> bench.done() == 6);
        assertThat(bench.begun().stream().filter(id -> id.startsWith("0/")))
                .containsExactly("0/0", "0/1", "0/2");
        assertThat(bench.begun().stream().filter(id -> id.startsWith("1/")))
                .containsExactly("1/0", "1/1", "1/2");
        assertThat(bench.most()).isEqualTo(2);
    }

    @Test
    void unordered_begins_as_many_as_its_width_whatever_their_partition() {
        // Given
        take(unordered, 0, 10);
        // Then
        await().until(() -> bench.begun().size() == 3);
        // When
        bench.allow(MANY);
        // Then
        await().until(() -> bench.done() == 10);
        assertThat(bench.most()).isEqualTo(3);
    }

    @Test
    void a_lane_holds_a_thousand_events() {
        take(ordered, 0, 999);
        assertThat(ordered.hasRoom(0)).isTrue();
        take(ordered, 0, 1);
        assertThat(ordered.hasRoom(0)).isFalse();
        assertThat(ordered.hasRoom(1)).as("another partition").isTrue();
    }

    @Test
    void an_unordered_trigger_holds_a_thousand_events_in_all() {
        take(unordered, 0, 500);
        take(unordered, 1, 500);
        assertThat(unordered.hasRoom(0)).isFalse();
        assertThat(unordered.hasRoom(1)).isFalse();
    }

    @Test
    void a_lane_holds_four_mebibytes() {
        takeSized(3, MIB);
        assertThat(ordered.hasRoom(0)).isTrue();
        takeSized(1, MIB);
        assertThat(ordered.hasRoom(0)).isFalse();
    }

    @Test
    void an_event_larger_than_a_lane_goes_alone() {
        // When
        assertThat(ordered.hasRoom(0)).isTrue();
        takeSized(1, 5 * MIB);
        // Then
        assertThat(ordered.hasRoom(0)).isFalse();
        // When
        bench.allow(1);
        // Then
        await().untilAtomic(roomAgain, value -> assertThat(value).isEqualTo(1));
        assertThat(ordered.hasRoom(0)).isTrue();
    }

    @Test
    void room_is_told_once_when_a_lane_that_was_full_is_half_empty() {
        // Given
        take(ordered, 0, 1_000);
        assertThat(ordered.hasRoom(0)).isFalse();
        // When
        bench.allow(499);
        await().until(() -> bench.done() == 499);
        assertThat(roomAgain).hasValue(0);
        bench.allow(1);
        // Then
        await().untilAtomic(roomAgain, value -> assertThat(value).isEqualTo(1));
        // When
        bench.allow(500);
        await().until(() -> bench.done() == 1_000);
        assertThat(roomAgain).hasValue(1);
    }

    @Test
    void a_lane_that_was_never_full_tells_nobody() {
        take(ordered, 0, 10);
        bench.allow(10);
        await().until(() -> bench.done() == 10);
        assertThat(roomAgain).hasValue(0);
    }

    @Test
    void once_closed_it_ends_what_is_under_way_and_begins_nothing_more() throws Exception {
        // Given
        take(ordered, 0, 3);
        await().until(() -> bench.begun().size() == 1);
        // When
        ordered.close();
        // Then
        assertThat(ordered.hasRoom(0)).isFalse();
        assertThat(ordered.awaitIdle(Duration.ZERO)).isFalse();
        // When
        bench.allow(MANY);
        // Then
        assertThat(ordered.awaitIdle(LONG)).isTrue();
        assertThat(bench.begun()).containsExactly("0/0");
    }

    @Test
    void with_nothing_under_way_it_is_idle_at_once() throws Exception {
        ordered.close();
        assertThat(ordered.awaitIdle(Duration.ZERO)).isTrue();
    }

    private Lanes lanes(Order order) {
        return Lanes.of(order, 2, 3, bench, roomAgain::incrementAndGet);
    }

    private static void take(Lanes lanes, int partition, int events) {
        IntStream.range(0, events).forEach(offset -> lanes.take(Handed.event(partition, offset)));
    }

    private void takeSized(int events, int bytes) {
        IntStream.range(0, events)
                .forEach(i -> ordered.take(Handed.event(0, i, Events.sized("sized " + i, bytes))));
    }
}
