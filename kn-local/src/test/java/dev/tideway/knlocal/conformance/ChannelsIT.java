package dev.tideway.knlocal.conformance;

import static dev.tideway.knlocal.conformance.Event.event;
import static dev.tideway.knlocal.conformance.Implementation.IN_MEMORY_CHANNEL;
import static dev.tideway.knlocal.conformance.Implementation.KAFKA_CHANNEL;
import static dev.tideway.knlocal.conformance.World.awaitEvent;
import static dev.tideway.knlocal.conformance.World.awaitOne;
import static dev.tideway.knlocal.conformance.World.awaitRequests;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.conformance.Sentences.Tried;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@Chapter(number = 11, title = "Channels and Subscriptions")
class ChannelsIT {
    private static final String DEAD =
            "delivery: {retry: 1, backoffPolicy: linear, backoffDelay: PT0.01S, deadLetterSink: {uri: '{dead}'}}";

    private static World world;

    @BeforeAll
    static void start() throws Exception {
        world =
                World.with(yaml -> {
                    for (var on : Implementation.CHANNELS) {
                        yaml.channel(on, "news", "");
                        yaml.subscription(on, "news", "first", "");
                        yaml.subscription(on, "news", "second", "");
                        yaml.channel(on, "talk", "");
                        var reply = yaml.uri(on, "heard");
                        yaml.subscription(
                                on, "talk", "speaks", "  reply: {uri: '" + reply + "'}\n  " + DEAD);
                        yaml.channel(on, "mute", "");
                        yaml.subscription(on, "mute", "ignored", "  " + DEAD);
                        yaml.channel(
                                on,
                                "usual",
                                "  delivery: {retry: 2, backoffPolicy: linear, backoffDelay: PT0.01S, deadLetterSink: {uri: '{dead}'}}");
                        yaml.subscription(on, "usual", "plain", "");
                        yaml.subscription(on, "usual", "own", "  delivery: {retry: 0}");
                        yaml.channel(on, "row", "");
                        yaml.subscription(on, "row", "inrow", "  " + DEAD);
                    }
                });
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static String service(Implementation on, String channel) {
        return channel + "-" + on.broker() + "-kn-channel";
    }

    @Tried
    @Sentence(
            value =
                    "A channel is addressed by its host, `<name>-kn-channel.<namespace>.svc.cluster.local`; an event is answered 202.",
            on = {IN_MEMORY_CHANNEL, KAFKA_CHANNEL})
    void address(Implementation on) throws Exception {
        assertThat(world.postTo(on, service(on, "news"), event("t")).statusCode()).isEqualTo(202);
    }

    @Tried
    @Sentence(
            value = "A host that names no channel is 404.",
            on = {IN_MEMORY_CHANNEL, KAFKA_CHANNEL})
    void unknownChannel(Implementation on) throws Exception {
        assertThat(world.postTo(on, "nobody-kn-channel", event("t")).statusCode()).isEqualTo(404);
    }

    @Tried
    @Sentence(
            value = "What is no event is 400.",
            on = {IN_MEMORY_CHANNEL, KAFKA_CHANNEL})
    void noEvent(Implementation on) throws Exception {
        var nothing = new Event(Map.of(), "{}");
        assertThat(world.postTo(on, service(on, "news"), nothing).statusCode()).isEqualTo(400);
    }

    @Tried
    @Sentence(
            value = "OPTIONS is answered 200, any other method but POST 405.",
            on = IN_MEMORY_CHANNEL)
    void methodsOfInMemory(Implementation on) throws Exception {
        assertThat(method(on, "OPTIONS")).isEqualTo(200);
        assertThat(method(on, "PUT")).isEqualTo(405);
    }

    @Tried
    @Sentence(value = "Any method but POST is 405, OPTIONS too.", on = KAFKA_CHANNEL)
    void methodsOfKafka(Implementation on) throws Exception {
        assertThat(method(on, "OPTIONS")).isEqualTo(405);
        assertThat(method(on, "PUT")).isEqualTo(405);
    }

    private static int method(Implementation on, String method) throws Exception {
        var request = world.requestTo(on, service(on, "news"), "/");
        return world.exchange(request.method(method, BodyPublishers.noBody())).statusCode();
    }

    @Tried
    @Sentence(
            value = "Every Subscription gets every event.",
            on = {IN_MEMORY_CHANNEL, KAFKA_CHANNEL})
    void fanOut(Implementation on) throws Exception {
        var id = world.sendTo(on, service(on, "news"), event("t").with("color", "blue"));
        assertThat(awaitOne(world.subscriber(on, "first"), id).attribute("color"))
                .isEqualTo("blue");
        assertThat(awaitOne(world.subscriber(on, "second"), id).attribute("color"))
                .isEqualTo("blue");
    }

    @Tried
    @Sentence(
            value = "The request carries `Prefer: reply` and `Kn-Namespace`, as a broker's does.",
            on = {IN_MEMORY_CHANNEL, KAFKA_CHANNEL})
    void preferReply(Implementation on) throws Exception {
        var id = world.sendTo(on, service(on, "news"), event("t"));
        assertThat(awaitOne(world.subscriber(on, "first"), id).headers())
                .containsEntry("prefer", "reply")
                .containsEntry("kn-namespace", Cluster.namespace());
    }

    @Tried
    @Sentence(
            value = "Nothing is added to the event on its way: neither arrival time nor TTL.",
            on = IN_MEMORY_CHANNEL)
    void nothingAdded(Implementation on) throws Exception {
        var id = world.sendTo(on, service(on, "news"), event("t").with("knativebrokerttl", "3"));
        var request = awaitOne(world.subscriber(on, "first"), id);
        assertThat(request.attribute("knativearrivaltime")).isEmpty();
        assertThat(request.attribute("knativebrokerttl")).isEqualTo("3");
    }

    @Tried
    @Sentence(
            value = "An answer that is an event is sent to the Subscription's `reply`.",
            on = {IN_MEMORY_CHANNEL, KAFKA_CHANNEL})
    void reply(Implementation on) throws Exception {
        var answer = event("answer").with("color", "red");
        world.subscriber(on, "speaks")
                .answers(Answer.event(200, answer.attributes(), "{\"a\": 1}"));
        world.sendTo(on, service(on, "talk"), event("t"));
        var heard = awaitOne(world.subscriber(on, "heard"), answer.id());
        assertThat(heard.body()).isEqualTo("{\"a\": 1}");
        assertThat(heard.attribute("color")).isEqualTo("red");
    }

    @Tried
    @Sentence(
            value =
                    "A `reply` that cannot be delivered makes the event a dead letter, with the address of the reply.",
            on = {IN_MEMORY_CHANNEL, KAFKA_CHANNEL})
    void failingReply(Implementation on) throws Exception {
        var answer = event("answer");
        world.subscriber(on, "speaks").answers(Answer.event(200, answer.attributes(), "{}"));
        world.subscriber(on, "heard").answers(Answer.text(400, "deaf"));
        var id = world.sendTo(on, service(on, "talk"), event("t"));
        var letter = awaitOne(world.deadLetterSink(on, "speaks"), id);
        assertThat(letter.attribute("knativeerrordest")).endsWith("/heard");
        assertThat(letter.attribute("knativeerrorcode")).isEqualTo("400");
    }

    @Tried
    @Sentence(
            value = "Without a `reply` the answer is dropped, and the event is delivered.",
            on = {IN_MEMORY_CHANNEL, KAFKA_CHANNEL})
    void droppedReply(Implementation on) throws Exception {
        world.subscriber(on, "ignored")
                .answers(Answer.event(200, event("answer").attributes(), "{}"));
        world.sendTo(on, service(on, "mute"), event("t"));
        var next = world.sendTo(on, service(on, "mute"), event("t"));
        assertThat(awaitEvent(world.subscriber(on, "ignored"), next)).hasSize(2);
        assertThat(world.deadLetterSink(on, "ignored").requests()).isEmpty();
    }

    @Tried
    @Sentence(
            value = "A body that is no event is discarded, and the event is delivered.",
            on = IN_MEMORY_CHANNEL)
    void babbleInMemory(Implementation on) throws Exception {
        var before = world.deadLetterSink(on, "ignored").requests().size();
        world.subscriber(on, "ignored").answers(Answer.text(200, "thanks"));
        var id = world.sendTo(on, service(on, "mute"), event("t"));
        awaitEvent(world.subscriber(on, "ignored"), id);
        var next = world.sendTo(on, service(on, "mute"), event("t"));
        awaitEvent(world.subscriber(on, "ignored"), next);
        assertThat(world.deadLetterSink(on, "ignored").requests()).hasSize(before);
    }

    @Tried
    @Sentence(value = "A body that is no event makes it a dead letter.", on = KAFKA_CHANNEL)
    void babbleOnKafka(Implementation on) throws Exception {
        var id = event("t").with("partitionkey", "babble");
        world.subscriber(on, "speaks").answers(Answer.text(200, "thanks"));
        world.sendTo(on, service(on, "talk"), id);
        awaitEvent(world.deadLetterSink(on, "speaks"), id.id());
    }

    @Tried
    @Sentence(
            value = "A Subscription without a delivery has its channel's.",
            on = {IN_MEMORY_CHANNEL, KAFKA_CHANNEL})
    void channelDelivery(Implementation on) throws Exception {
        world.subscriber(on, "plain")
                .answers(Answer.status(503), Answer.status(503), Answer.status(503));
        var id = world.sendTo(on, service(on, "usual"), event("t"));
        awaitEvent(world.deadLetterSink(on, "usual"), id);
        assertThat(world.subscriber(on, "plain").requests()).hasSizeGreaterThanOrEqualTo(3);
    }

    @Tried
    @Sentence(
            value = "A Subscription's own delivery replaces its channel's as a whole.",
            on = IN_MEMORY_CHANNEL)
    void ownDeliveryInMemory(Implementation on) throws Exception {
        world.subscriber(on, "own").answers(Answer.status(422));
        var id = world.sendTo(on, service(on, "usual"), event("t"));
        awaitEvent(world.subscriber(on, "own"), id);
        var next = world.sendTo(on, service(on, "usual"), event("t"));
        awaitEvent(world.subscriber(on, "own"), next);
        assertThat(world.deadLetterSink(on, "usual").requests())
                .noneMatch(request -> request.attribute("id").equals(id));
    }

    @Tried
    @Sentence(
            value = "What a Subscription's delivery does not say, its channel's says.",
            on = KAFKA_CHANNEL)
    void mergedDelivery(Implementation on) throws Exception {
        world.subscriber(on, "own").answers(Answer.status(422));
        var id = world.sendTo(on, service(on, "usual"), event("t"));
        awaitEvent(world.deadLetterSink(on, "usual"), id);
    }

    @Tried
    @Sentence(
            value = "A KafkaChannel delivers the events of a partition key one after the other.",
            on = KAFKA_CHANNEL)
    void ordered(Implementation on) throws Exception {
        var first = event("t").with("partitionkey", "k");
        var second = event("t").with("partitionkey", "k");
        world.subscriber(on, "inrow").answers(Answer.status(503));
        world.sendTo(on, service(on, "row"), first);
        world.sendTo(on, service(on, "row"), second);
        assertThat(awaitRequests(world.subscriber(on, "inrow"), 3))
                .extracting(request -> request.attribute("id"))
                .isEqualTo(List.of(first.id(), first.id(), second.id()));
    }
}
