package dev.tideway.knlocal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.testing.Events;
import dev.tideway.knlocal.testing.UnreliableLog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedTest {
    private static final int PARTITIONS = 3;

    private final UnreliableLog log =
            new UnreliableLog(new MemoryLog(PARTITIONS, MemoryLog.DEFAULT_LIMIT));
    private final List<Feed> feeds = new ArrayList<>();

    @AfterEach
    void close() {
        feeds.forEach(Feed::close);
    }

    @Test
    void each_group_gets_each_event_it_wants_once_and_in_order() {
        // Given
        var all = Hands.open();
        var even = Hands.open();
        feed(
                wanted("all", all),
                new Feed.Wanted("even", event -> Integer.parseInt(event.id()) % 2 == 0, even));
        // When
        append(0, 100);
        // Then
        await().until(() -> all.ids().size() >= 100 && even.ids().size() >= 50);
        assertThat(all.ids()).containsExactlyInAnyOrderElementsOf(ids(0, 100));
        assertThat(even.ids()).hasSize(50).allMatch(id -> Integer.parseInt(id) % 2 == 0);
        assertInOrder(all);
        assertInOrder(even);
    }

    @Test
    void the_log_is_read_once_for_all_groups() {
        // Given
        var hands = List.of(Hands.open(), Hands.open(), Hands.open());
        feed(wanted("a", hands.get(0)), wanted("b", hands.get(1)), wanted("c", hands.get(2)));
        // When
        append(0, 30);
        // Then
        await().until(() -> hands.stream().allMatch(each -> each.ids().size() == 30));
        assertThat(log.cursors()).isEqualTo(1);
    }

    @Test
    void a_new_group_starts_after_the_last_event_and_is_remembered_there_before_it_reads() {
        // Given
        append(0, 7);
        var hands = Hands.open();
        // When
        var feed = new Feed(log, "test", List.of(wanted("new", hands)));
        feeds.add(feed);
        // Then
        assertThat(log.committed("new")).hasValue(log.ends());
        // When
        feed.start();
        append(7, 9);
        // Then
        await().until(() -> hands.ids().size() == 2);
        assertThat(hands.ids()).containsExactlyInAnyOrder("7", "8");
    }

    @Test
    void a_group_goes_on_after_what_it_had_finished_when_it_was_closed() {
        // Given
        var before = Hands.open();
        var first = feed(wanted("group", before));
        append(0, 20);
        await().until(() -> before.ids().size() == 20);
        // When
        first.close();
        append(20, 25);
        var after = Hands.open();
        feed(wanted("group", after));
        // Then
        await().until(() -> after.ids().size() >= 5);
        assertThat(after.ids()).containsExactlyInAnyOrderElementsOf(ids(20, 25));
    }

    @Test
    void what_was_in_hand_and_not_finished_is_read_again() {
        // Given
        var before = Hands.holding();
        var first = feed(wanted("group", before));
        appendTo(0, 6);
        await().until(() -> before.taken().size() == 6);
        before.taken().stream().filter(each -> each.logged().offset() != 2).forEach(Taken::finish);
        // When
        first.close();
        var after = Hands.open();
        feed(wanted("group", after));
        // Then
        await().until(() -> after.ids().size() == 4);
        assertThat(after.ids()).containsExactly("2", "3", "4", "5");
    }

    @Test
    void groups_that_stand_at_different_places_both_get_the_rest() {
        // Given
        var early = Hands.open();
        var late = Hands.open();
        append(0, 40);
        log.commit("early", new long[PARTITIONS]);
        // When
        feed(wanted("early", early), wanted("late", late));
        append(40, 60);
        // Then
        await().until(() -> early.ids().size() >= 60 && late.ids().size() >= 20);
        assertThat(early.ids()).containsExactlyInAnyOrderElementsOf(ids(0, 60));
        assertThat(late.ids()).containsExactlyInAnyOrderElementsOf(ids(40, 60));
        assertInOrder(early);
        assertThat(log.cursors()).as("one reader for both").isEqualTo(1);
    }

    @Test
    void a_group_whose_place_is_past_the_end_gets_what_comes_next() {
        // Given
        append(0, 3);
        log.commit("group", new long[] {100, 100, 100});
        var hands = Hands.open();
        // When
        feed(wanted("group", hands));
        append(3, 6);
        // Then
        await().until(() -> hands.ids().size() == 3);
        assertThat(hands.ids()).containsExactlyInAnyOrderElementsOf(ids(3, 6));
    }

    @Test
    void a_feed_that_was_never_started_closes_and_leaves_the_places_alone() {
        // Given
        append(0, 5);
        log.commit("group", new long[] {1, 1, 0});
        // When
        new Feed(log, "test", List.of(wanted("group", Hands.open()))).close();
        // Then
        assertThat(log.committed("group")).hasValue(new long[] {1, 1, 0});
    }

    @Test
    void the_lag_is_what_the_group_has_not_finished() {
        // Given
        var hands = Hands.holding();
        var feed = feed(wanted("group", hands));
        appendTo(0, 5);
        await().until(() -> hands.taken().size() == 5);
        var subscription = feed.subscriptions().getFirst();
        assertThat(feed.lag(subscription)).isEqualTo(5);
        assertThat(subscription.pending()).isEqualTo(5);
        // When
        hands.taken().subList(0, 3).forEach(Taken::finish);
        // Then
        assertThat(feed.lag(subscription)).isEqualTo(2);
        // When
        hands.taken().forEach(Taken::finish);
        // Then
        await().untilAsserted(() -> assertThat(feed.lag(subscription)).isZero());
    }

    @Test
    void a_record_that_the_log_skips_counts_as_read() {
        // Given
        var hands = Hands.open();
        log.skip("skipped");
        var feed = feed(wanted("group", hands));
        // When
        appendTo(0, 2);
        log.append(Events.keyed("skipped", "key"), (_, _) -> {});
        // Then
        await().untilAsserted(() -> assertThat(feed.lag(feed.subscriptions().getFirst())).isZero());
        feed.close();
        assertThat(log.committed("group")).hasValue(log.ends());
        assertThat(hands.ids()).containsExactly("0", "1");
    }

    private Feed feed(Feed.Wanted... wanted) {
        var feed = new Feed(log, "test", List.of(wanted));
        feeds.add(feed);
        return feed.start();
    }

    private static Feed.Wanted wanted(String group, Intake intake) {
        Predicate<Event> everything = _ -> true;
        return new Feed.Wanted(group, everything, intake);
    }

    private void append(int from, int to) {
        ids(from, to).forEach(id -> log.append(Events.plain(id), (_, _) -> {}));
    }

    /// All into one partition.
    private void appendTo(int from, int to) {
        ids(from, to).forEach(id -> log.append(Events.keyed(id, "key"), (_, _) -> {}));
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private static void assertInOrder(Hands hands) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            assertThat(hands.offsets(partition)).isSorted().doesNotHaveDuplicates();
        }
    }
}
