package dev.tideway.knlocal.conformance;

import static dev.tideway.knlocal.conformance.Event.event;
import static dev.tideway.knlocal.conformance.Implementation.IN_MEMORY_CHANNEL;
import static dev.tideway.knlocal.conformance.Implementation.KAFKA_CHANNEL;
import static dev.tideway.knlocal.conformance.World.awaitEvent;
import static dev.tideway.knlocal.conformance.World.awaitOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.conformance.Sentences.Tried;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@Chapter(number = 12, title = "Sequences and Parallels")
class FlowsIT {
    private static final String DELIVERY =
            "{retry: 1, backoffPolicy: linear, backoffDelay: PT0.01S, deadLetterSink: {uri: '{dead}'}}";

    private static World world;

    @BeforeAll
    static void start() throws Exception {
        world =
                World.with(yaml -> {
                    for (var on : Implementation.CHANNELS) {
                        yaml.yaml(sequence(yaml, on));
                        yaml.yaml(parallel(yaml, on));
                    }
                });
    }

    private static String sequence(Manifests yaml, Implementation on) {
        return """
        apiVersion: flows.knative.dev/v1
        kind: Sequence
        metadata: {name: chain-%s}
        spec:
          %s
          steps:
            - {uri: '%s', delivery: %s}
            - {uri: '%s'}
          reply: {uri: '%s'}
        """
                .formatted(
                        on.broker(),
                        Manifests.template(on),
                        yaml.uri(on, "one"),
                        yaml.filled(DELIVERY, on, "one"),
                        yaml.uri(on, "two"),
                        yaml.uri(on, "end"));
    }

    private static String parallel(Manifests yaml, Implementation on) {
        return """
        apiVersion: flows.knative.dev/v1
        kind: Parallel
        metadata: {name: fork-%s}
        spec:
          %s
          branches:
            - {filter: {uri: '%s'}, subscriber: {uri: '%s'}, reply: {uri: '%s'}, delivery: %s}
            - {subscriber: {uri: '%s'}}
          reply: {uri: '%s'}
        """
                .formatted(
                        on.broker(),
                        Manifests.template(on),
                        yaml.uri(on, "sieve"),
                        yaml.uri(on, "left"),
                        yaml.uri(on, "left.reply"),
                        yaml.filled(DELIVERY, on, "left"),
                        yaml.uri(on, "right"),
                        yaml.uri(on, "common"));
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static String sequence(Implementation on) {
        return "chain-" + on.broker() + "-kn-sequence-0-kn-channel";
    }

    private static String parallel(Implementation on) {
        return "fork-" + on.broker() + "-kn-parallel-kn-channel";
    }

    /// The event it was sent, with one attribute more.
    private static Function<Request, Answer> passesOn(String attribute) {
        return request -> {
            var event = event(request.attribute("type")).with("id", request.attribute("id"));
            for (var name : new String[] {"first", "second"}) {
                if (!request.attribute(name).isEmpty()) {
                    event = event.with(name, request.attribute(name));
                }
            }
            return Answer.event(200, event.with(attribute, "yes").attributes(), request.body());
        };
    }

    @Tried
    @Sentence(
            value =
                    "A Sequence takes its events at its first channel; each step's answer goes to the next step, the last one's to `reply`.",
            on = {IN_MEMORY_CHANNEL, KAFKA_CHANNEL})
    void steps(Implementation on) throws Exception {
        world.subscriber(on, "one").answers(passesOn("first"));
        world.subscriber(on, "two").answers(passesOn("second"));
        var id = world.sendTo(on, sequence(on), event("t").with("partitionkey", "a"));

        assertThat(awaitOne(world.subscriber(on, "two"), id).attribute("first")).isEqualTo("yes");
        var end = awaitOne(world.subscriber(on, "end"), id);
        assertThat(end.attribute("first")).isEqualTo("yes");
        assertThat(end.attribute("second")).isEqualTo("yes");
    }

    @Tried
    @Sentence(
            value = "A step that answers without an event ends the flow of that event.",
            on = {IN_MEMORY_CHANNEL, KAFKA_CHANNEL})
    void silentStep(Implementation on) throws Exception {
        var ended = world.sendTo(on, sequence(on), event("t").with("partitionkey", "b"));
        awaitEvent(world.subscriber(on, "one"), ended);
        world.subscriber(on, "one").answers(passesOn("first"));
        var next = world.sendTo(on, sequence(on), event("t").with("partitionkey", "b"));
        assertThat(awaitEvent(world.subscriber(on, "two"), next))
                .noneMatch(request -> request.attribute("id").equals(ended));
    }

    @Tried
    @Sentence(
            value = "A step has the delivery that stands beside it.",
            on = {IN_MEMORY_CHANNEL, KAFKA_CHANNEL})
    void stepDelivery(Implementation on) throws Exception {
        world.subscriber(on, "one").answers(Answer.status(503), Answer.status(503));
        var id = world.sendTo(on, sequence(on), event("t").with("partitionkey", "c"));
        awaitEvent(world.deadLetterSink(on, "one"), id);
    }

    @Tried
    @Sentence(
            value =
                    "A branch of a Parallel gets what its filter answers; without a filter it gets every event.",
            on = {IN_MEMORY_CHANNEL, KAFKA_CHANNEL})
    void branches(Implementation on) throws Exception {
        world.subscriber(on, "sieve").answers(passesOn("first"));
        var id = world.sendTo(on, parallel(on), event("t").with("partitionkey", "a"));

        assertThat(awaitOne(world.subscriber(on, "left"), id).attribute("first")).isEqualTo("yes");
        assertThat(awaitOne(world.subscriber(on, "right"), id).attribute("first")).isEmpty();
    }

    @Tried
    @Sentence(
            value = "A filter that answers without an event keeps it from its branch.",
            on = {IN_MEMORY_CHANNEL, KAFKA_CHANNEL})
    void kept(Implementation on) throws Exception {
        var kept = world.sendTo(on, parallel(on), event("t").with("partitionkey", "b"));
        awaitEvent(world.subscriber(on, "sieve"), kept);
        world.subscriber(on, "sieve").answers(passesOn("first"));
        var passed = world.sendTo(on, parallel(on), event("t").with("partitionkey", "b"));
        assertThat(awaitEvent(world.subscriber(on, "left"), passed))
                .noneMatch(request -> request.attribute("id").equals(kept));
    }

    @Tried
    @Sentence(
            value = "A branch answers to its own `reply`, and without one to the Parallel's.",
            on = {IN_MEMORY_CHANNEL, KAFKA_CHANNEL})
    void replies(Implementation on) throws Exception {
        world.subscriber(on, "sieve").answers(passesOn("first"));
        world.subscriber(on, "left").answers(passesOn("second"));
        world.subscriber(on, "right").answers(passesOn("second"));
        var id = world.sendTo(on, parallel(on), event("t").with("partitionkey", "c"));
        awaitEvent(world.subscriber(on, "left.reply"), id);
        awaitEvent(world.subscriber(on, "common"), id);
    }

    @Tried
    @Sentence(
            value = "A branch has the delivery that stands in it.",
            on = {IN_MEMORY_CHANNEL, KAFKA_CHANNEL})
    void branchDelivery(Implementation on) throws Exception {
        world.subscriber(on, "sieve").answers(passesOn("first"));
        world.subscriber(on, "left").answers(Answer.status(503), Answer.status(503));
        var id = world.sendTo(on, parallel(on), event("t").with("partitionkey", "d"));
        awaitEvent(world.deadLetterSink(on, "left"), id);
    }
}
