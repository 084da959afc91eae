package dev.tideway.knlocal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.dispatch.Progress.State;
import dev.tideway.knlocal.dispatch.Routes.Replied;
import dev.tideway.knlocal.filter.Filter;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.log.Excerpt;
import dev.tideway.knlocal.log.MemoryLog;
import dev.tideway.knlocal.manifest.DataPlane;
import dev.tideway.knlocal.manifest.Delivery;
import dev.tideway.knlocal.manifest.Trigger;
import dev.tideway.knlocal.reply.Replies;
import dev.tideway.knlocal.schema.Inspection;
import dev.tideway.knlocal.testing.Events;
import dev.tideway.knlocal.testing.Remembered;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A part of the log, once more.
class ReplayTest {
    private final MemoryLog log = new MemoryLog(1, MemoryLog.DEFAULT_LIMIT);
    private final Remembered journey = new Remembered();

    private Replay replay(boolean dry, Transport transport) {
        var egress =
                new Egress(
                        Rig.TRIGGER,
                        Rig.GROUP,
                        new Filter.Everything(),
                        Trigger.Order.UNORDERED,
                        Delivery.NONE,
                        new Routes(Rig.SUBSCRIBER, Optional.empty(), new Replied.IntoOwnLog(50)));
        var told = new Replayed("r1", journey);
        var dispatcher =
                new Dispatcher(
                        egress.ordered(),
                        Policy.of(DataPlane.KAFKA, Delivery.NONE),
                        1,
                        transport,
                        new Replies(Rig.BROKER, DataPlane.KAFKA, log, Inspection.NONE, journey),
                        told);
        var excerpt = Excerpt.between(log, Instant.EPOCH, Optional.empty());
        return new Replay(
                        new Replay.Order("r1", egress, dry),
                        excerpt,
                        told,
                        dry ? Optional.empty() : Optional.of(dispatcher))
                .start();
    }

    private void append(int many) {
        for (int i = 0; i < many; i++) {
            log.append(Events.keyed("e" + i, "key"), (_, _) -> {});
        }
    }

    @Test
    void more_events_than_are_held_at_once_come_in_the_order_of_the_log() {
        // Given
        append(2_500);
        log.commit(Rig.GROUP, new long[] {1_000});
        var script = new Script();
        // When
        try (var replay = replay(false, script)) {
            await().until(() -> replay.progress().state() == State.DONE);
            // Then
            assertThat(script.sent())
                    .extracting(it -> it.event().id())
                    .isEqualTo(IntStream.range(0, 2_500).mapToObj(i -> "e" + i).toList());
            assertThat(script.sent())
                    .allMatch(it -> "r1".equals(it.event().attribute(Replay.MARK)));
            assertThat(replay.progress().delivered()).isEqualTo(2_500);
            assertThat(replay.progress().length()).isEqualTo(2_500);
            assertThat(log.committed(Rig.GROUP).orElseThrow()).containsExactly(1_000);
            assertThat(journey.steps()).hasSize(2_500).allMatch(Step.Replayed.class::isInstance);
        }
    }

    @Test
    void a_reply_goes_into_the_log_and_is_no_part_of_the_replay() {
        append(1);
        var reply = Events.typed("answer", "answered.v1");
        try (var replay = replay(false, new Script(Script.reply(200, reply)))) {
            await().until(() -> replay.progress().state() == State.DONE);
            assertThat(replay.progress().events()).isEqualTo(1);
            assertThat(log.ends()).containsExactly(2);
            assertThat(journey.steps(Step.Accepted.class))
                    .extracting(it -> it.event().id())
                    .containsExactly("answer");
        }
    }

    @Test
    void a_dry_run_tells_the_first_thousand_without_their_data() {
        append(1_200);
        try (var replay = replay(true, new Script())) {
            await().until(() -> replay.progress().state() == State.DONE);
            assertThat(replay.progress().matched()).isEqualTo(1_200);
            assertThat(replay.progress().matches()).hasSize(1_000);
            assertThat(journey.steps()).isEmpty();
        }
    }

    @Test
    void it_ends_with_the_runner_and_begins_no_more() throws Exception {
        // Given
        append(2_500);
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var script = new Script();
        Transport slow =
                (route, event, timeout) -> {
                    begun.countDown();
                    goOn.await();
                    return script.send(route, event, timeout);
                };
        var replay = replay(false, slow);
        begun.await();
        // When
        var closing = Thread.ofVirtual().start(replay::close);
        await().until(() -> replay.progress().state() == State.STOPPING);
        goOn.countDown();
        closing.join();
        // Then
        assertThat(replay.progress().state()).isEqualTo(State.STOPPED);
        assertThat(script.sent()).hasSizeLessThanOrEqualTo(2);
    }
}
