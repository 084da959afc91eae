package dev.tideway.knlocal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.testing.Events;
import dev.tideway.knlocal.testing.UnreliableLog;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/// Whatever the pace of a group's work: each event once, in the order of its partition, and a place that never passes
/// an unfinished one.
class FeedPropertiesTest {
    private static final int EVENTS = 400;

    @Property(tries = 30, shrinking = ShrinkingMode.OFF)
    void order_and_places_hold_at_any_pace(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 4) int partitions,
            @ForAll @IntRange(min = 1, max = 40) int room,
            @ForAll @IntRange(min = 0, max = 1) int failingPolls) {
        // Given
        var log = new UnreliableLog(new MemoryLog(partitions, MemoryLog.DEFAULT_LIMIT));
        var moody = new Moody(partitions, EVENTS, room, seed);
        var steady = Hands.open();
        var feed =
                new Feed(
                        log,
                        "test",
                        List.of(
                                new Feed.Wanted("moody", _ -> true, moody),
                                new Feed.Wanted("steady", _ -> true, steady)));
        moody.start(feed, feed.subscriptions().getFirst());
        log.failPolls(failingPolls);
        // When
        feed.start();
        IntStream.range(0, EVENTS)
                .forEach(i -> log.append(Events.plain(Integer.toString(i)), (_, _) -> {}));
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> moody.finished() >= EVENTS && steady.ids().size() >= EVENTS);
        moody.stop();
        feed.close();
        // Then
        assertThat(moody.fault()).isNull();
        assertThat(moody.finished()).isEqualTo(EVENTS);
        assertThat(steady.ids()).hasSize(EVENTS).doesNotHaveDuplicates();
        assertThat(log.committed("moody")).hasValue(log.ends());
        assertThat(log.committed("steady")).hasValue(log.ends());
    }
}
