package dev.tideway.knlocal.conformance;

import static dev.tideway.knlocal.conformance.Event.event;
import static dev.tideway.knlocal.conformance.Implementation.KAFKA;
import static dev.tideway.knlocal.conformance.Implementation.MT;
import static dev.tideway.knlocal.conformance.World.awaitEvent;
import static dev.tideway.knlocal.conformance.World.awaitRequests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.conformance.Sentences.Tried;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@Chapter(number = 7, title = "Order of delivery")
class OrderingIT {
    private static final int KEYS = 40;
    private static final String DELIVERY =
            "  delivery: {retry: 3, backoffPolicy: linear, backoffDelay: PT0.05S, deadLetterSink: {uri: '{dead}'}}";

    private static World world;

    @BeforeAll
    static void start() throws Exception {
        world =
                World.with(yaml -> {
                    yaml.ordered(KAFKA, "ordered", Manifests.ofType("ordered"), DELIVERY);
                    yaml.ordered(KAFKA, "letters", Manifests.ofType("letters"), DELIVERY);
                    yaml.ordered(KAFKA, "keys", Manifests.ofType("keys"), DELIVERY);
                    yaml.triggers("unordered", DELIVERY);
                    yaml.triggers("slow", "");
                    for (var on : Implementation.BROKERS) {
                        yaml.trigger(on, on.broker(), "quick", Manifests.ofType("slow"), "");
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
                    "Ordered: the next event of a partition key is not sent before the last one is finished, its retries included.",
            on = KAFKA)
    void ordered(Implementation on) throws Exception {
        var subscriber = world.subscriber(on, "ordered");
        subscriber.answers(Answer.status(503), Answer.status(503));
        var events = IntStream.range(0, 5).mapToObj(_ -> event("ordered")).toList();
        world.sendInOrder(on, events);

        awaitEvent(subscriber, events.getLast().id());
        assertThat(subscriber.requests())
                .extracting(request -> request.attribute("id"))
                .startsWith(events.get(0).id(), events.get(0).id(), events.get(0).id())
                .endsWith(events.stream().skip(1).map(Event::id).toArray(String[]::new))
                .hasSize(7);
    }

    @Tried
    @Sentence(value = "Ordered: a dead letter is sent before the next event.", on = KAFKA)
    void orderedDeadLetter(Implementation on) throws Exception {
        var first = event("letters");
        var second = event("letters");
        world.subscriber(on, "letters").answers(Answer.status(400));
        var seen = new CountDownLatch(1);
        world.deadLetterSink(on, "letters")
                .answers(request -> {
                    assertThat(world.subscriber(on, "letters").requests()).hasSize(1);
                    seen.countDown();
                    return Answer.status(202);
                });
        world.sendInOrder(on, List.of(first, second));
        awaitEvent(world.subscriber(on, "letters"), second.id());
        assertThat(seen.getCount()).as("the dead letter came first").isZero();
    }

    @Tried
    @Sentence(
            value = "Ordered: an event that is stuck holds up its own partition alone.",
            on = KAFKA)
    void otherPartitions(Implementation on) throws Exception {
        var subscriber = world.subscriber(on, "keys");
        var stuck = new CountDownLatch(1);
        subscriber.answers(request -> held(stuck));
        try {
            for (int i = 0; i < KEYS; i++) {
                world.send(on, event("keys").with("partitionkey", "key-" + i));
            }
            // Ten partitions: of forty keys several share that of the stuck one, most do not.
            awaitRequests(subscriber, KEYS / 2);
        } finally {
            stuck.countDown();
        }
        awaitRequests(subscriber, KEYS);
    }

    @Tried
    @Sentence(
            value =
                    "Unordered, which a trigger is by default: an event that is stuck holds up no other.",
            on = {KAFKA, MT})
    void unordered(Implementation on) throws Exception {
        var subscriber = world.subscriber(on, "unordered");
        var stuck = new CountDownLatch(1);
        subscriber.answers(request -> held(stuck));
        try {
            var first = event("unordered");
            var others = IntStream.range(0, 10).mapToObj(_ -> event("unordered")).toList();
            world.sendInOrder(on, List.of(first));
            world.sendInOrder(on, others);
            for (var other : others) {
                awaitEvent(subscriber, other.id());
            }
        } finally {
            stuck.countDown();
        }
    }

    @Tried
    @Sentence(
            value = "A slow subscriber holds up no other trigger.",
            on = {KAFKA, MT})
    void otherTriggers(Implementation on) throws Exception {
        var stuck = new CountDownLatch(1);
        var slow = world.subscriber(on, "slow");
        slow.answersAlways(request -> held(stuck));
        try {
            var events = IntStream.range(0, 200).mapToObj(_ -> event("slow")).toList();
            world.sendInOrder(on, events);
            awaitRequests(world.subscriber(on, "quick"), events.size());
            assertThat(slow.requests()).hasSizeLessThan(events.size());
        } finally {
            stuck.countDown();
        }
        await().atMost(World.PATIENCE).until(() -> slow.requests().size() == 200);
    }

    private static Answer held(CountDownLatch until) {
        try {
            until.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Answer.status(202);
    }
}
