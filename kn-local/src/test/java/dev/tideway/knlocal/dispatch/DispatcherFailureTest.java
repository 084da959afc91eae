package dev.tideway.knlocal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.log.MemoryLog;
import dev.tideway.knlocal.manifest.DataPlane;
import dev.tideway.knlocal.testing.Events;
import dev.tideway.knlocal.testing.LogLines;
import dev.tideway.knlocal.testing.Remembered;
import dev.tideway.knlocal.testing.UnreliableLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What becomes of an event that its subscriber does not take.
class DispatcherFailureTest {
    private static final Rig.Setting KAFKA = Rig.Setting.of(DataPlane.KAFKA);
    private static final Event EVENT = Events.keyed("e-1", "key");
    private static final Event REPLY = Events.typed("r-1", "dev.tideway.test.answered.v1");

    private final UnreliableLog log = new UnreliableLog(new MemoryLog(1, MemoryLog.DEFAULT_LIMIT));
    private final Remembered journey = new Remembered();
    private final List<Rig> rigs = new ArrayList<>();

    @AfterEach
    void close() {
        rigs.forEach(Rig::close);
    }

    @Test
    void an_event_given_up_goes_to_the_dead_letter_sink_with_the_reason() {
        // When
        var script = new Script(Script.answer(422, "no such sku"));
        var rig = rig(KAFKA, script);
        rig.append(EVENT);
        // Then
        await().until(() -> rig.lag() == 0);
        assertThat(script.sent())
                .extracting(Script.Sent::route)
                .containsExactly(Rig.SUBSCRIBER, Rig.SINK);
        assertThat(script.sent().getLast().event().attributes())
                .containsEntry("id", "e-1")
                .containsEntry("knativeerrordest", Rig.SUBSCRIBER.uri().toString())
                .containsEntry("knativeerrorcode", "422");
        assertThat(journey.steps())
                .singleElement()
                .isInstanceOfSatisfying(
                        Step.DeadLettered.class,
                        step -> {
                            assertThat(step.egress()).isEqualTo(Rig.TRIGGER);
                            assertThat(step.event()).isEqualTo(script.sent().getFirst().event());
                            assertThat(step.sink()).isEqualTo(Rig.SINK.uri());
                            assertThat(step.why()).isEqualTo("422 no such sku");
                            assertThat(step.tried())
                                    .extracting(Step.Tried::number, Step.Tried::why)
                                    .containsExactly(tuple(1, step.why()));
                        });
    }

    @Test
    void without_a_dead_letter_sink_it_is_lost() {
        // When
        var rig = rig(KAFKA.withoutSink(), new Script(Script.status(400)));
        rig.append(EVENT);
        // Then
        await().until(() -> rig.lag() == 0);
        assertThat(journey.steps())
                .singleElement()
                .isInstanceOfSatisfying(
                        Step.Lost.class,
                        step ->
                                assertThat(step.why())
                                        .isEqualTo("400; and there is no dead-letter sink"));
    }

    @Test
    void a_dead_letter_sink_that_fails_is_tried_as_often_and_then_it_is_lost() {
        // When
        var script =
                new Script(
                        Script.status(400),
                        Script.status(503),
                        Script.status(503),
                        Script.answer(503, "full"));
        var rig = rig(KAFKA, script);
        rig.append(EVENT);
        // Then
        await().until(() -> rig.lag() == 0);
        assertThat(script.sent()).hasSize(4);
        assertThat(journey.steps(Step.Retrying.class)).hasSize(2);
        assertThat(journey.steps(Step.Lost.class))
                .singleElement()
                .satisfies(step ->
                        assertThat(step.why())
                                .isEqualTo("400; nor did the dead-letter sink take it: 503 full"));
    }

    @Test
    void what_a_dead_letter_sink_answers_goes_into_the_log_too() {
        // When
        var script = new Script(Script.status(400), Script.reply(200, REPLY));
        var rig = rig(KAFKA, script);
        rig.append(EVENT);
        // Then
        await().until(() -> script.sent().size() == 3 && rig.lag() == 0);
        assertThat(journey.steps(Step.Accepted.class))
                .singleElement()
                .satisfies(step -> assertThat(step.event().id()).isEqualTo("r-1"));
        assertThat(journey.steps(Step.DeadLettered.class)).hasSize(1);
    }

    @Test
    void a_dead_letter_sinks_answer_that_the_log_refuses_is_told_as_a_loss_and_only_once() {
        // When
        var script = new Script(Script.status(400), Script.reply(200, REPLY));
        var rig =
                rig(
                        KAFKA,
                        (route, event, timeout) -> {
                            log.refuseAppends("the disk is full");
                            return script.send(route, event, timeout);
                        });
        rig.append(EVENT);
        // Then
        await().until(() -> rig.lag() == 0);
        assertThat(journey.steps())
                .singleElement()
                .isInstanceOfSatisfying(
                        Step.Lost.class,
                        step ->
                                assertThat(step.why())
                                        .contains("its reply was not accepted: the disk is full"));
    }

    @Test
    void in_order_the_next_is_not_sent_before_retries_and_dead_letter_of_the_last() {
        // When
        var script =
                new Script(
                        Script.status(500),
                        Script.status(500),
                        Script.status(500),
                        Script.status(500));
        var rig = rig(KAFKA, script);
        rig.append(EVENT);
        rig.append(Events.keyed("e-2", "key"));
        // Then
        await().until(() -> rig.lag() == 0);
        assertThat(script.sent())
                .extracting(sent -> sent.event().id())
                .containsExactly("e-1", "e-1", "e-1", "e-1", "e-1", "e-2");
    }

    @Test
    void an_event_whose_retry_was_not_waited_for_is_delivered_after_the_next_start() {
        // Given
        var rig = rig(KAFKA.retryingAfter(Duration.ofHours(1)), new Script(Script.status(500)));
        rig.append(EVENT);
        rig.append(Events.keyed("e-2", "key"));
        await().until(() -> journey.steps(Step.Retrying.class).size() == 1);
        // When
        rig.close();
        // Then
        assertThat(log.committed(Rig.GROUP)).hasValue(new long[] {0});
        // When
        var script = new Script();
        var next = rig(KAFKA, script);
        // Then
        await().until(() -> next.lag() == 0);
        assertThat(script.sent())
                .extracting(sent -> sent.event().id())
                .containsExactly("e-1", "e-2");
    }

    @Test
    void a_fault_of_ours_leaves_the_event_for_the_next_start_and_lets_the_others_pass() {
        try (var lines = LogLines.of(Dispatcher.class)) {
            // Given
            var script = new Script();
            var rig =
                    rig(
                            KAFKA,
                            (route, event, timeout) -> {
                                if (event.id().equals("e-1")) {
                                    throw new AssertionError("a bug");
                                }
                                return script.send(route, event, timeout);
                            });
            // When
            rig.append(EVENT);
            rig.append(Events.keyed("e-2", "key"));
            // Then
            await().until(() -> script.sent().size() == 1);
            rig.close();
            assertThat(log.committed(Rig.GROUP)).hasValue(new long[] {0});
            assertThat(lines.lines())
                    .singleElement()
                    .asString()
                    .contains("e-1", "is left for the next start");
        }
    }

    private Rig rig(Rig.Setting setting, Transport transport) {
        var rig = new Rig(setting, log, transport, journey);
        rigs.add(rig);
        return rig;
    }
}
