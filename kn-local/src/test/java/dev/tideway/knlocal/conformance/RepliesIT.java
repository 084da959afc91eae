package dev.tideway.knlocal.conformance;

import static dev.tideway.knlocal.conformance.Event.event;
import static dev.tideway.knlocal.conformance.Implementation.KAFKA;
import static dev.tideway.knlocal.conformance.Implementation.MT;
import static dev.tideway.knlocal.conformance.World.awaitEvent;
import static dev.tideway.knlocal.conformance.World.awaitRequests;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.conformance.Sentences.Tried;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@Chapter(number = 5, title = "Replies")
class RepliesIT {
    private static final String DELIVERY =
            "  delivery: {retry: 2, backoffPolicy: linear, backoffDelay: PT0.01S, deadLetterSink: {uri: '{dead}'}}";
    private static final int HOPS = 50;

    private static World world;

    @BeforeAll
    static void start() throws Exception {
        world =
                World.with(yaml -> {
                    for (var name :
                            new String[] {
                                "asks", "asks.structured", "answered", "silent", "talks", "loops"
                            }) {
                        yaml.triggers(name, DELIVERY);
                    }
                });
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Tried
    @Sentence(
            value =
                    "An answer below 300 that is an event is a reply, 202 included; it goes into the broker, and through all its triggers.",
            on = {KAFKA, MT})
    void reply(Implementation on) throws Exception {
        for (int status : new int[] {200, 201, 202}) {
            var reply = event("answered").with("color", "blue").with("partitionkey", "k");
            world.subscriber(on, "asks")
                    .answers(Answer.event(status, reply.attributes(), "{\"b\": 2}"));
            world.send(on, "asks");

            var heard = awaitEvent(world.subscriber(on, "answered"), reply.id()).getLast();
            assertThat(heard.body()).isEqualTo("{\"b\": 2}");
            reply.attributes()
                    .forEach((name, value) -> assertThat(heard.attribute(name)).isEqualTo(value));
        }
    }

    @Tried
    @Sentence(
            value = "A reply may be in structured mode.",
            on = {KAFKA, MT})
    void structuredReply(Implementation on) throws Exception {
        var body =
                """
                {"specversion": "1.0", "id": "structured-%s", "source": "/s", "type": "answered", "data": {"c": 3}}
                """
                        .formatted(on.broker());
        world.subscriber(on, "asks.structured")
                .answers(
                        new Answer(
                                200, Map.of("Content-Type", "application/cloudevents+json"), body));
        world.send(on, "asks.structured");
        awaitEvent(world.subscriber(on, "answered"), "structured-" + on.broker());
    }

    @Tried
    @Sentence(
            value = "An answer below 300 without a body and without an event is a success.",
            on = {KAFKA, MT})
    void silence(Implementation on) throws Exception {
        var subscriber = world.subscriber(on, "silent");
        subscriber.answers(Answer.status(204), Answer.status(200));
        world.send(on, "silent");
        world.send(on, "silent");
        var last = world.send(on, "silent");
        assertThat(awaitEvent(subscriber, last)).hasSize(3);
        assertThat(world.deadLetterSink(on, "silent").requests()).isEmpty();
    }

    @Tried
    @Sentence(
            value =
                    "A body that is no event goes to the dead letters at once, with `knativeerrordest` alone.",
            on = KAFKA)
    void babbleOnKafka(Implementation on) throws Exception {
        world.subscriber(on, "talks").answersAlways(Answer.text(200, "thanks"));
        var id = world.send(on, "talks");
        var letter = awaitEvent(world.deadLetterSink(on, "talks"), id).getFirst();
        assertThat(letter.attribute("knativeerrordest")).endsWith("/kafka/talks");
        assertThat(letter.attribute("knativeerrorcode")).isEmpty();
        assertThat(letter.attribute("knativeerrordata")).isEmpty();
        assertThat(world.subscriber(on, "talks").requests()).hasSize(1);
    }

    @Tried
    @Sentence(
            value =
                    "A body that is no event counts as 502: it is tried again, and then a dead letter with that code.",
            on = MT)
    void babbleOnMt(Implementation on) throws Exception {
        world.subscriber(on, "talks").answersAlways(Answer.text(200, "thanks"));
        var id = world.send(on, "talks");
        var letter = awaitEvent(world.deadLetterSink(on, "talks"), id).getFirst();
        assertThat(letter.attribute("knativeerrorcode")).isEqualTo("502");
        assertThat(world.subscriber(on, "talks").requests()).hasSize(3);
    }

    @Tried
    @Sentence(
            value = "Nothing counts replies: a trigger that answers itself goes on for ever.",
            on = KAFKA,
            here =
                    "Replies to replies are counted, beside the event; after 50 (`loops.hops` of kn-local.yaml) the next is not taken, and what it answers is a dead letter with the code 508 and the triggers of the loop as its data. The count goes on through channels; what a function posts to K_SINK by itself begins anew, for `causationid` is its sender's word and no loop.",
            why = "on a laptop a loop is a mistake to be found, not one to run for ever")
    void endlessLoop(Implementation on) throws Exception {
        var subscriber = world.subscriber(on, "loops");
        subscriber.answersAlways(Answer.event(200, event("loops").attributes(), "{}"));
        world.send(on, "loops");
        var letter = awaitRequests(world.deadLetterSink(on, "loops"), 1).getFirst();
        assertThat(letter.attribute("knativeerrorcode")).isEqualTo("508");
        assertThat(Base64.getDecoder().decode(letter.attribute("knativeerrordata")))
                .asString(StandardCharsets.UTF_8)
                .startsWith("a reply loop of trigger ")
                .endsWith("/loops-kafka, stopped after 50 hops");
        assertThat(subscriber.requests()).hasSize(HOPS + 1);
    }

    @Tried
    @Sentence(
            value =
                    "Replies inherit `knativebrokerttl`, 255 at first and one less each time: a trigger that answers itself ends as a dead letter.",
            on = MT)
    void endingLoop(Implementation on) throws Exception {
        var subscriber = world.subscriber(on, "loops");
        subscriber.answersAlways(Answer.event(200, event("loops").attributes(), "{}"));
        world.send(on, event("loops").with("knativebrokerttl", "4"));
        awaitRequests(world.deadLetterSink(on, "loops"), 1);
        assertThat(subscriber.requests()).hasSize(3);
    }
}
