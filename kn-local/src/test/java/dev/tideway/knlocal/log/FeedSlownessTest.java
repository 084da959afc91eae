package dev.tideway.knlocal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.testing.Events;
import dev.tideway.knlocal.testing.UnreliableLog;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A group that has no room must not hold up another, nor lose its own order.
class FeedSlownessTest {
    private final UnreliableLog log = new UnreliableLog(new MemoryLog(2, MemoryLog.DEFAULT_LIMIT));
    private final Hands slow = Hands.full();
    private final Hands fast = Hands.open();
    private final Feed feed =
            new Feed(
                            log,
                            "test",
                            List.of(
                                    new Feed.Wanted("slow", _ -> true, slow),
                                    new Feed.Wanted("fast", _ -> true, fast)))
                    .start();

    @AfterEach
    void close() {
        feed.close();
    }

    @Test
    void while_one_has_no_room_the_other_gets_everything() {
        // When
        append(0, 500);
        // Then
        await().until(() -> fast.ids().size() == 500);
        assertThat(slow.ids()).isEmpty();
        assertThat(feed.lag(subscription())).isEqualTo(500);
    }

    @Test
    void what_was_missed_is_brought_in_order_once_there_is_room() {
        // Given
        append(0, 500);
        await().until(() -> fast.ids().size() == 500);
        // When
        slow.makeRoom(Integer.MAX_VALUE);
        subscription().roomAgain();
        // Then
        await().until(() -> slow.ids().size() >= 500);
        assertThat(slow.ids()).hasSize(500);
        assertThat(slow.offsets(0)).isSorted().doesNotHaveDuplicates().hasSize(250);
        assertThat(slow.offsets(1)).isSorted().doesNotHaveDuplicates().hasSize(250);
    }

    @Test
    void room_for_a_few_at_a_time_brings_a_few_at_a_time() {
        append(0, 60);
        for (int round = 1; round <= 6; round++) {
            // When
            slow.makeRoom(10);
            subscription().roomAgain();
            // Then
            int soFar = round * 10;
            await().until(() -> slow.ids().size() == soFar);
        }
        assertThat(slow.offsets(0)).isSorted().doesNotHaveDuplicates();
        assertThat(slow.offsets(1)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void room_that_nobody_told_about_is_found_all_the_same() {
        // Given
        append(0, 5);
        await().until(() -> slow.refused() > 0);
        // When
        slow.makeRoom(Integer.MAX_VALUE);
        // Then
        await().until(() -> slow.ids().size() == 5);
    }

    @Test
    void once_it_has_caught_up_the_feed_reads_for_it_again() {
        // Given
        append(0, 50);
        await().until(() -> slow.refused() > 0);
        slow.makeRoom(Integer.MAX_VALUE);
        subscription().roomAgain();
        await().until(() -> subscription().readByFeed(0) && subscription().readByFeed(1));
        int cursors = log.cursors();
        // When
        append(50, 150);
        // Then
        await().until(() -> slow.ids().size() == 150);
        assertThat(log.cursors()).as("no more readers than before").isEqualTo(cursors);
    }

    @Test
    void a_record_that_the_log_skips_does_not_keep_it_from_catching_up() {
        // Given
        log.skip("9");
        append(0, 10);
        await().until(() -> fast.ids().size() == 9);
        // When
        slow.makeRoom(Integer.MAX_VALUE);
        subscription().roomAgain();
        // Then
        await().until(() -> subscription().readByFeed(0) && subscription().readByFeed(1));
        assertThat(feed.lag(subscription())).isZero();
    }

    @Test
    void of_many_with_the_same_requirement_one_that_has_no_room_holds_up_none() {
        // Given
        feed.close();
        var hands = IntStream.range(0, 200).mapToObj(i -> i == 7 ? Hands.full() : Hands.open());
        var all = hands.toList();
        var wanted = IntStream.range(0, 200).mapToObj(i -> keyed("k" + i, all.get(i))).toList();
        // When
        try (var _ = new Feed(log, "many", wanted).start()) {
            append(0, 100);
            // Then
            await().until(() -> all.stream().filter(it -> it.ids().size() == 100).count() == 199);
            assertThat(all.get(7).ids()).isEmpty();
            all.get(7).makeRoom(Integer.MAX_VALUE);
            await().until(() -> all.get(7).ids().size() == 100);
        }
    }

    private static Feed.Wanted keyed(String group, Intake intake) {
        var requirements = Map.of("source", Set.of("/test", "/other"));
        return new Feed.Wanted(
                group, event -> event.source().equals("/test"), requirements, intake);
    }

    @Test
    void its_place_waits_for_what_it_had_no_room_for() {
        // Given
        append(0, 10);
        await().until(() -> fast.ids().size() == 10);
        // When
        feed.close();
        // Then
        assertThat(log.committed("slow")).hasValue(new long[] {0, 0});
        assertThat(log.committed("fast")).hasValue(new long[] {5, 5});
    }

    private Subscription subscription() {
        return feed.subscriptions().getFirst();
    }

    private void append(int from, int to) {
        IntStream.range(from, to)
                .forEach(i -> log.append(Events.plain(Integer.toString(i)), (_, _) -> {}));
    }
}
