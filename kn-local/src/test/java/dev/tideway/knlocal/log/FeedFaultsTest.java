package dev.tideway.knlocal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.testing.Events;
import dev.tideway.knlocal.testing.LogLines;
import dev.tideway.knlocal.testing.UnreliableLog;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A reader survives what fails under it, says so once, and hands nothing out twice.
class FeedFaultsTest {
    private final UnreliableLog log = new UnreliableLog(new MemoryLog(2, MemoryLog.DEFAULT_LIMIT));
    private final List<Feed> feeds = new ArrayList<>();
    private final LogLines lines = LogLines.of("dev.tideway.knlocal.log");

    @AfterEach
    void close() {
        feeds.forEach(Feed::close);
        lines.close();
    }

    @Test
    void a_poll_that_throws_costs_no_event_and_doubles_none() {
        // Given
        var hands = Hands.open();
        feed(new Feed.Wanted("group", _ -> true, hands));
        append(0, 10);
        await().until(() -> hands.ids().size() == 10);
        // When
        log.failPolls(3);
        append(10, 30);
        // Then
        await().until(() -> hands.ids().size() >= 30);
        assertThat(log.failedPolls()).isEqualTo(3);
        assertThat(hands.ids()).containsExactlyInAnyOrderElementsOf(ids(0, 30));
        await().untilAsserted(() ->
                assertThat(lines.lines())
                        .containsExactly(
                                "SEVERE feed test cannot read and tries again until it can:"
                                        + " java.lang.IllegalStateException: the disk is on fire",
                                "INFO feed test reads again"));
    }

    @Test
    void a_feed_that_cannot_read_still_closes() {
        // Given
        feed(new Feed.Wanted("group", _ -> true, Hands.open()));
        log.failPolls(Integer.MAX_VALUE);
        append(0, 1);
        await().until(() -> log.failedPolls() > 0);
        // When
        feeds.getFirst().close();
        // Then
        assertThat(log.committed("group")).hasValue(new long[] {0, 0});
    }

    @Test
    void an_intake_that_throws_costs_others_nothing_and_its_event_is_read_again_after_a_restart() {
        // Given
        var before = Hands.open();
        var after = Hands.open();
        var failing = new FailingHands("3");
        feed(
                new Feed.Wanted("before", _ -> true, before),
                new Feed.Wanted("failing", _ -> true, failing),
                new Feed.Wanted("after", _ -> true, after));
        // When
        append(0, 10);
        // Then
        await().until(() -> after.ids().size() >= 10 && failing.hands.ids().size() >= 9);
        assertThat(before.ids()).containsExactlyInAnyOrderElementsOf(ids(0, 10));
        assertThat(after.ids()).containsExactlyInAnyOrderElementsOf(ids(0, 10));
        assertThat(failing.hands.ids()).hasSize(9).doesNotContain("3");
        feeds.getFirst().close();
        assertThat(log.committed("failing")).hasValue(new long[] {1, 5});
    }

    @Test
    void a_filter_that_throws_discards_the_event_for_its_group_alone() {
        // Given
        var strict = Hands.open();
        var other = Hands.open();
        feed(
                new Feed.Wanted("strict", event -> Integer.parseInt(event.id()) >= 0, strict),
                new Feed.Wanted("other", _ -> true, other));
        // When
        append(0, 2);
        log.append(Events.plain("no number"), (_, _) -> {});
        append(2, 4);
        // Then
        await().until(() -> strict.ids().size() == 4 && other.ids().size() == 5);
        assertThat(lines.lines())
                .singleElement()
                .asString()
                .contains("the filter of strict failed")
                .contains("no number");
    }

    @Test
    void a_catch_up_that_cannot_open_or_read_the_log_goes_on_when_it_can() {
        // Given
        var hands = Hands.full();
        feed(new Feed.Wanted("group", _ -> true, hands));
        log.failCursors(1);
        append(0, 20);
        await().until(() -> lines.lines().stream().anyMatch(line -> line.contains("no cursor")));
        // When
        await().until(() -> log.cursors() == 2);
        log.failPolls(2);
        hands.makeRoom(Integer.MAX_VALUE);
        // Then
        await().until(() -> hands.ids().size() >= 20);
        append(20, 30);
        await().until(() -> hands.ids().size() >= 30);
        assertThat(log.failedPolls()).isEqualTo(2);
        assertThat(hands.ids()).containsExactlyInAnyOrderElementsOf(ids(0, 30));
    }

    @Test
    void places_that_cannot_be_remembered_now_are_remembered_later() {
        // Given
        var hands = Hands.open();
        feed(new Feed.Wanted("group", _ -> true, hands));
        log.failCommits(true);
        append(0, 4);
        await().until(() -> lines.lines().stream().anyMatch(line -> line.contains("no commit")));
        assertThat(log.committed("group")).hasValue(new long[] {0, 0});
        // When
        log.failCommits(false);
        // Then
        await().untilAsserted(() -> assertThat(log.committed("group")).hasValue(new long[] {2, 2}));
    }

    private void feed(Feed.Wanted... wanted) {
        feeds.add(new Feed(log, "test", List.of(wanted)).start());
    }

    private void append(int from, int to) {
        ids(from, to).forEach(id -> log.append(Events.plain(id), (_, _) -> {}));
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private record FailingHands(String id, Hands hands) implements Intake {
        FailingHands(String id) {
            this(id, Hands.open());
        }

        @Override
        public boolean hasRoom(int partition) {
            return true;
        }

        @Override
        public void take(Taken taken) {
            if (taken.logged().event().id().equals(id)) {
                throw new IllegalStateException("out of hands");
            }
            hands.take(taken);
        }
    }
}
