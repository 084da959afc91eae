package dev.tideway.knlocal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.filter.Filter;
import dev.tideway.knlocal.filter.Reading;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.log.Logged;
import dev.tideway.knlocal.log.MemoryLog;
import dev.tideway.knlocal.manifest.DataPlane;
import dev.tideway.knlocal.testing.Events;
import dev.tideway.knlocal.testing.Remembered;
import dev.tideway.knlocal.testing.UnreliableLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What becomes of an event, told by one step and finished in every case but a stop.
class DispatcherTest {
    private static final Rig.Setting KAFKA = Rig.Setting.of(DataPlane.KAFKA);
    private static final Rig.Setting CHANNELS = Rig.Setting.of(DataPlane.MT_BROKER);
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
    void an_event_that_the_subscriber_takes_is_delivered() {
        // When
        var script = new Script(Script.status(500), Script.status(204));
        var rig = rig(KAFKA.withoutSink(), script);
        rig.append(EVENT);
        // Then
        await().until(() -> rig.lag() == 0);
        assertThat(journey.steps()).hasSize(2).first().isInstanceOf(Step.Retrying.class);
        assertThat(journey.steps(Step.Delivered.class))
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.egress()).isEqualTo(Rig.TRIGGER);
                    assertThat(step.event().id()).isEqualTo("e-1");
                    assertThat(step.attempt()).isEqualTo(2);
                    assertThat(step.reply()).isEmpty();
                });
    }

    @Test
    void on_kafka_the_subscriber_is_told_where_the_event_stood() {
        // When
        var script = new Script();
        var rig = rig(KAFKA, script);
        rig.append(Events.plain("e-0"));
        rig.append(EVENT.with("knativebrokerttl", "7"));
        // Then
        await().until(() -> rig.lag() == 0);
        assertThat(script.sent().getLast().event().attributes())
                .containsAllEntriesOf(
                        Map.of(
                                "knativekafkapartition", "0",
                                "knativekafkaoffset", "1",
                                "knativebrokerttl", "7"));
    }

    @Test
    void on_channels_the_subscriber_sees_no_hop_counter() {
        // When
        var script = new Script();
        var rig = rig(CHANNELS, script);
        rig.append(EVENT.with("knativebrokerttl", "7"));
        // Then
        await().until(() -> rig.lag() == 0);
        assertThat(script.sent().getFirst().event().attributes()).isEqualTo(EVENT.attributes());
    }

    @Test
    void an_event_that_the_filter_refuses_is_finished_and_sent_nowhere() {
        // Given
        var script = new Script();
        var type = Map.of("type", "dev.tideway.test.wanted.v1");
        var rig = rig(KAFKA.filteredBy(Filter.Exact.of(type, Reading.KAFKA)), script);
        // When
        rig.append(EVENT);
        rig.append(Events.typed("e-2", "dev.tideway.test.wanted.v1"));
        // Then
        await().until(() -> rig.lag() == 0);
        assertThat(script.sent()).extracting(sent -> sent.event().id()).containsExactly("e-2");
    }

    @Test
    void a_reply_goes_into_the_log_before_the_event_counts_as_delivered() {
        // Given
        var script = new Script(Script.reply(200, REPLY));
        var rig = rig(KAFKA, script);
        // When
        rig.append(EVENT);
        // Then
        await().until(() -> script.sent().size() == 2 && rig.lag() == 0);
        assertThat(read()).extracting(logged -> logged.event().id()).containsExactly("e-1", "r-1");
        assertThat(journey.steps()).first().isInstanceOf(Step.Accepted.class);
        assertThat(journey.steps(Step.Accepted.class))
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.ingress()).isEqualTo(Rig.BROKER);
                    assertThat(step.event().id()).isEqualTo("r-1");
                    assertThat(step.offset()).isEqualTo(1);
                });
        assertThat(journey.steps(Step.Delivered.class).getFirst().reply())
                .hasValueSatisfying(reply -> assertThat(reply.id()).isEqualTo("r-1"));
    }

    @Test
    void on_kafka_a_reply_is_kept_as_it_is() {
        var rig = rig(KAFKA, new Script(Script.reply(200, REPLY.with("knativebrokerttl", "9"))));
        rig.append(EVENT.with("knativebrokerttl", "3"));
        await().until(() -> rig.lag() == 0 && read().size() == 2);
        assertThat(read().getLast().event().attribute("knativebrokerttl")).isEqualTo("9");
    }

    @Test
    void on_channels_a_reply_has_one_hop_less_than_what_caused_it() {
        var rig = rig(CHANNELS, new Script(Script.reply(200, REPLY.with("knativebrokerttl", "9"))));
        rig.append(EVENT.with("knativebrokerttl", "3"));
        await().until(() -> rig.lag() == 0 && read().size() == 2);
        assertThat(read().getLast().event().attribute("knativebrokerttl")).isEqualTo("2");
    }

    @Test
    void a_reply_to_a_reply_remembers_the_triggers_it_came_through_and_no_subscriber_sees_it() {
        var script = new Script(Script.reply(200, REPLY), Script.reply(200, REPLY));
        var rig = rig(KAFKA, script);
        rig.append(EVENT);
        await().until(() -> rig.lag() == 0 && read().size() == 3);
        assertThat(read())
                .extracting(logged -> logged.event().chain().text())
                .containsExactly("0 ", "1 default/orders", "2 default/orders default/orders");
        assertThat(script.sent().getLast().event().attributes())
                .doesNotContainValue("2 default/orders default/orders");
    }

    @Test
    void a_reply_loop_is_named_and_stopped_after_the_set_hops() {
        // Given
        for (var setting : List.of(KAFKA, CHANNELS)) {
            var script =
                    new Script(
                            Script.reply(200, REPLY),
                            Script.reply(200, REPLY),
                            Script.reply(200, REPLY),
                            Script.reply(200, REPLY));
            var appended = read().size();
            var rig = rig(setting, script);
            // When
            rig.append(EVENT);
            // Then
            await().until(() -> script.sent().size() == 5 && rig.lag() == 0);
            assertThat(read()).hasSize(appended + 1 + Rig.HOPS);
            var letter = script.sent().getLast();
            assertThat(letter.route()).isEqualTo(Rig.SINK);
            assertThat(letter.event().attribute("knativeerrorcode")).isEqualTo("508");
            assertThat(journey.steps(Step.DeadLettered.class).getLast().why())
                    .isEqualTo("a reply loop of trigger default/orders, stopped after 3 hops");
            rig.close();
        }
    }

    @Test
    void what_a_fault_wants_delivered_twice_is_and_both_answers_count() {
        // Given
        var toldBefore = new CopyOnWriteArrayList<Integer>();
        var script = new Script(Script.reply(200, REPLY), Script.reply(200, REPLY));
        var twice =
                new Transport() {
                    @Override
                    public Attempt send(Route route, Event event, Duration timeout) {
                        return script.send(route, event, timeout);
                    }

                    @Override
                    public boolean duplicates(Route route, Event event) {
                        if (event.id().equals("e-1")) {
                            toldBefore.add(journey.steps(Step.Delivered.class).size());
                        }
                        return event.id().equals("e-1");
                    }
                };
        var rig = new Rig(KAFKA, log, twice, journey);
        rigs.add(rig);
        // When
        rig.append(EVENT);
        // Then
        await().until(() -> script.sent().size() == 4 && rig.lag() == 0);
        assertThat(script.sent())
                .extracting(sent -> sent.event().id())
                .containsExactly("e-1", "e-1", "r-1", "r-1");
        assertThat(toldBefore)
                .as("deliveries told before it is known to be one of two")
                .contains(0);
    }

    @Test
    void on_channels_a_reply_whose_hops_are_used_up_makes_a_dead_letter() {
        // When
        var script = new Script(Script.reply(200, REPLY));
        var rig = rig(CHANNELS, script);
        rig.append(EVENT.with("knativebrokerttl", "1"));
        // Then
        await().until(() -> rig.lag() == 0);
        assertThat(read()).hasSize(1);
        assertThat(journey.steps(Step.DeadLettered.class))
                .singleElement()
                .satisfies(step -> assertThat(step.why()).contains("255 replies"));
    }

    @Test
    void a_reply_that_the_log_refuses_makes_a_dead_letter_without_a_retry() {
        // When
        var script = new Script(Script.reply(200, REPLY));
        var rig = rig(KAFKA, refusingAppends(script));
        rig.append(EVENT);
        // Then
        await().until(() -> rig.lag() == 0);
        assertThat(script.sent())
                .extracting(Script.Sent::route)
                .containsExactly(Rig.SUBSCRIBER, Rig.SINK);
        assertThat(script.sent().getLast().event().attributes())
                .containsEntry("knativeerrordest", Rig.SUBSCRIBER.uri().toString())
                .doesNotContainKey("knativeerrorcode");
        assertThat(journey.steps())
                .singleElement()
                .isInstanceOfSatisfying(
                        Step.DeadLettered.class,
                        step -> {
                            assertThat(step.egress()).isEqualTo(Rig.TRIGGER);
                            assertThat(step.event()).isEqualTo(script.sent().getFirst().event());
                            assertThat(step.sink()).isEqualTo(Rig.SINK.uri());
                            assertThat(step.why())
                                    .isEqualTo("its reply was not accepted: the disk is full");
                            assertThat(step.tried())
                                    .extracting(Step.Tried::number, Step.Tried::why)
                                    .containsExactly(tuple(1, step.why()));
                        });
    }

    /// From the first event that is sent.
    private Transport refusingAppends(Script script) {
        return (route, event, timeout) -> {
            log.refuseAppends("the disk is full");
            return script.send(route, event, timeout);
        };
    }

    private Rig rig(Rig.Setting setting, Transport transport) {
        var rig = new Rig(setting, log, transport, journey);
        rigs.add(rig);
        return rig;
    }

    private List<Logged> read() {
        try (var cursor = log.cursor(new long[1])) {
            return cursor.poll(Duration.ZERO);
        }
    }
}
