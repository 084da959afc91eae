package dev.tideway.knlocal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.testing.Events;
import dev.tideway.knlocal.testing.UnreliableLog;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Many groups on a log that takes the places of few at once.
class PlacesTest {
    private static final int GROUPS = 8;

    private final UnreliableLog log = new UnreliableLog(new MemoryLog(1, MemoryLog.DEFAULT_LIMIT));
    private final Hands busy = Hands.open();
    private final Feed feed;

    PlacesTest() {
        log.commitAtOnce(1);
        var idle =
                IntStream.range(1, GROUPS)
                        .mapToObj(i -> new Feed.Wanted("idle" + i, _ -> false, Hands.open()));
        var all = Stream.concat(Stream.of(new Feed.Wanted("busy", _ -> true, busy)), idle);
        feed = new Feed(log, "test", all.toList()).start();
    }

    @AfterEach
    void close() {
        feed.close();
    }

    @Test
    void a_group_that_has_finished_events_is_remembered_before_the_others_have_had_their_turn() {
        // When
        append(5);
        // Then
        await().until(() -> place("busy") == 5);
        assertThat(remembered()).as("groups remembered").isLessThan(GROUPS);
    }

    @Test
    void the_others_are_remembered_in_turn() {
        // When
        append(5);
        // Then
        await().until(() -> remembered() == GROUPS);
    }

    @Test
    void all_are_remembered_at_the_end() {
        // Given
        append(5);
        await().until(() -> busy.ids().size() == 5);
        // When
        feed.close();
        // Then
        assertThat(remembered()).isEqualTo(GROUPS);
    }

    private long remembered() {
        return feed.subscriptions().stream().filter(it -> place(it.group()) == 5).count();
    }

    private long place(String group) {
        return log.committed(List.of(group)).getOrDefault(group, new long[1])[0];
    }

    private void append(int events) {
        IntStream.range(0, events)
                .forEach(i -> log.append(Events.plain(Integer.toString(i)), (_, _) -> {}));
    }
}
