package dev.tideway.knlocal.conformance;

import static dev.tideway.knlocal.conformance.Event.event;
import static dev.tideway.knlocal.conformance.Implementation.KAFKA;
import static dev.tideway.knlocal.conformance.Implementation.MT;
import static dev.tideway.knlocal.conformance.World.awaitOne;
import static dev.tideway.knlocal.conformance.World.awaitRequests;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.knlocal.conformance.Sentences.Tried;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@Chapter(number = 4, title = "Delivery")
class DeliveryIT {
    private static final String QUICK = "retry: 2, backoffPolicy: linear, backoffDelay: PT0.01S";

    private static World world;

    @BeforeAll
    static void start() throws Exception {
        world =
                World.with(yaml -> {
                    for (var name : new String[] {"form", "structured", "default-retry"}) {
                        yaml.triggers(name, "");
                    }
                    for (int status : RETRIED) {
                        yaml.triggers("retried." + status, delivery(QUICK));
                    }
                    for (int status : FINAL) {
                        yaml.triggers("final." + status, delivery(QUICK));
                    }
                    yaml.triggers("unreachable", delivery(QUICK));
                    yaml.triggers("in-json", delivery(QUICK + ", format: json"));
                    yaml.triggers("slow", delivery(QUICK + ", timeout: PT0.3S"));
                    yaml.triggers(
                            "exponential",
                            delivery("retry: 2, backoffPolicy: exponential, backoffDelay: PT0.2S"));
                    yaml.triggers(
                            "linear",
                            delivery("retry: 2, backoffPolicy: linear, backoffDelay: PT0.3S"));
                    yaml.triggers("only-a-sink", delivery("timeout: PT5S"));
                    for (var on : Implementation.BROKERS) {
                        brokerWithSink(yaml, on);
                    }
                });
    }

    /// A broker whose delivery has a sink, with one trigger that says nothing and one that says something else.
    private static void brokerWithSink(Manifests yaml, Implementation on) {
        var broker = on.broker() + "-with-sink";
        var sink = yaml.filled("{deadLetterSink: {uri: '{dead}'}}", on, "of-broker");
        yaml.broker(on, broker, "  delivery: " + sink);
        yaml.trigger(on, broker, "inherits", Manifests.ofType("inherits"), "");
        yaml.trigger(
                on, broker, "overrides", Manifests.ofType("overrides"), "  delivery: {retry: 0}");
    }

    private static final int[] RETRIED = {404, 408, 409, 429, 500, 501, 502, 503, 504, 599};
    private static final int[] FINAL = {300, 302, 304, 400, 401, 403, 405, 410, 413, 415, 422, 499};

    private static String delivery(String fields) {
        return "  delivery: {" + fields + ", deadLetterSink: {uri: '{dead}'}}";
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Tried
    @Sentence(
            value =
                    "An event is sent by POST in binary mode: attributes as `ce-` headers, `Content-Type` the event's datacontenttype, the body its data.",
            on = {KAFKA, MT})
    void form(Implementation on) throws Exception {
        var event = event("form").with("subject", "s").with("color", "blue").saying("{\"a\": 1}");
        world.send(on, event);

        var request = awaitOne(world.subscriber(on, "form"), event.id());
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers()).containsEntry("content-type", "application/json");
        assertThat(request.body()).isEqualTo("{\"a\": 1}");
        event.attributes()
                .forEach((name, value) -> assertThat(request.attribute(name)).isEqualTo(value));
    }

    @Tried
    @Sentence(
            value =
                    "With `delivery.format: json` the whole event is the body, in the JSON format; also to the dead-letter sink.",
            on = MT)
    void inJson(Implementation on) throws Exception {
        world.subscriber(on, "in-json").answers(Answer.status(400));
        var event = event("in-json").with("color", "blue").saying("{\"a\": 1}");
        world.send(on, event);

        for (var at :
                List.of(world.subscriber(on, "in-json"), world.deadLetterSink(on, "in-json"))) {
            var request = awaitRequests(at, 1).getFirst();
            assertThat(request.headers())
                    .containsEntry("content-type", "application/cloudevents+json")
                    .containsEntry("prefer", "reply");
            assertThat(request.attribute("id")).isEmpty();
            var body = new ObjectMapper().readTree(request.body());
            assertThat(body.path("data").path("a").asInt()).isEqualTo(1);
            event.attributes()
                    .forEach(
                            (name, value) -> assertThat(body.path(name).asText()).isEqualTo(value));
        }
    }

    @Tried
    @Sentence(value = "`delivery.format` is ignored: the mode is binary.", on = KAFKA)
    void notInJson(Implementation on) throws Exception {
        var id = world.send(on, "in-json");
        var request = awaitOne(world.subscriber(on, "in-json"), id);
        assertThat(request.attribute("type")).isEqualTo("in-json");
    }

    @Tried
    @Sentence(
            value =
                    "The request carries `Prefer: reply` and `Kn-Namespace`, the trigger's namespace.",
            on = {KAFKA, MT})
    void preferReply(Implementation on) throws Exception {
        var id = world.send(on, "form");
        var request = awaitOne(world.subscriber(on, "form"), id);
        assertThat(request.headers())
                .containsEntry("prefer", "reply")
                .containsEntry("kn-namespace", Cluster.namespace());
    }

    @Tried
    @Sentence(
            value =
                    "`knativekafkapartition` and `knativekafkaoffset` say where the event stands in the topic.",
            on = KAFKA)
    void placeInTheTopic(Implementation on) throws Exception {
        var id = world.send(on, "form");
        var request = awaitOne(world.subscriber(on, "form"), id);
        assertThat(request.attribute("knativekafkapartition")).matches("\\d+");
        assertThat(request.attribute("knativekafkaoffset")).matches("\\d+");
    }

    @Tried
    @Sentence(value = "`knativearrivaltime` is added; `knativebrokerttl` is never shown.", on = MT)
    void arrivalTime(Implementation on) throws Exception {
        var id = world.send(on, event("form").with("knativebrokerttl", "9"));
        var request = awaitOne(world.subscriber(on, "form"), id);
        assertThat(request.attribute("knativearrivaltime")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(request.attribute("knativebrokerttl")).isEmpty();
    }

    @Tried
    @Sentence(
            value = "404, 408, 409, 429 and every status from 500 on are tried again.",
            on = {KAFKA, MT})
    void retriedStatuses(Implementation on) throws Exception {
        for (int status : RETRIED) {
            var subscriber = world.subscriber(on, "retried." + status);
            subscriber.answers(Answer.status(status), Answer.status(status));
            var id = world.send(on, "retried." + status);
            assertThat(awaitRequests(subscriber, 3))
                    .as("%d", status)
                    .hasSize(3)
                    .allMatch(request -> request.attribute("id").equals(id));
            assertThat(world.deadLetterSink(on, "retried." + status).requests()).isEmpty();
        }
    }

    @Tried
    @Sentence(
            value =
                    "Every other status from 300 on is final: no retry, straight to the dead-letter sink.",
            on = {KAFKA, MT})
    void finalStatuses(Implementation on) throws Exception {
        for (int status : FINAL) {
            var name = "final." + status;
            world.subscriber(on, name).answers(Answer.status(status));
            world.send(on, name);
            awaitRequests(world.deadLetterSink(on, name), 1);
            assertThat(world.subscriber(on, name).requests()).as(name).hasSize(1);
        }
    }

    @Tried
    @Sentence(
            value = "A subscriber that breaks off is tried again.",
            on = {KAFKA, MT})
    void brokenConnection(Implementation on) throws Exception {
        var subscriber = world.subscriber(on, "unreachable");
        subscriber.answers(Answer.broken(), Answer.broken());
        world.send(on, "unreachable");
        assertThat(awaitRequests(subscriber, 3)).hasSize(3);
    }

    @Tried
    @Sentence(
            value =
                    "An attempt that takes longer than `delivery.timeout` has failed and is tried again.",
            on = {KAFKA, MT})
    void timeout(Implementation on) throws Exception {
        var subscriber = world.subscriber(on, "slow");
        var second = new CountDownLatch(1);
        subscriber.answers(request -> {
            await(second);
            return Answer.status(202);
        });
        subscriber.answers(request -> {
            second.countDown();
            return Answer.status(202);
        });
        world.send(on, "slow");
        awaitRequests(subscriber, 2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Tried
    @Sentence(
            value = "Retry n waits `backoffDelay` * 2^n with `exponential`, counted from 1.",
            on = KAFKA)
    void exponentialOnKafka(Implementation on) throws Exception {
        assertWaits(on, "exponential", Duration.ofMillis(400), Duration.ofMillis(800));
    }

    @Tried
    @Sentence(
            value = "Retry n waits `backoffDelay` * 2^n with `exponential`, counted from 0.",
            on = MT)
    void exponentialOnMt(Implementation on) throws Exception {
        assertWaits(on, "exponential", Duration.ofMillis(200), Duration.ofMillis(400));
    }

    @Tried
    @Sentence(value = "Retry n waits `backoffDelay` * n with `linear`, counted from 1.", on = KAFKA)
    void linearOnKafka(Implementation on) throws Exception {
        assertWaits(on, "linear", Duration.ofMillis(300), Duration.ofMillis(600));
    }

    @Tried
    @Sentence(
            value =
                    "Retry n waits `backoffDelay` * n with `linear`, counted from 0: the first comes at once.",
            on = MT)
    void linearOnMt(Implementation on) throws Exception {
        assertWaits(on, "linear", Duration.ZERO, Duration.ofMillis(300));
    }

    /// Not sooner; a busy machine may make it later.
    private static void assertWaits(Implementation on, String name, Duration first, Duration second)
            throws Exception {
        var subscriber = world.subscriber(on, name);
        subscriber.answers(Answer.status(503), Answer.status(503));
        world.send(on, name);
        var at = awaitRequests(subscriber, 3).stream().map(Request::nanos).toList();
        assertThat(Duration.ofNanos(at.get(1) - at.get(0))).isGreaterThanOrEqualTo(first);
        assertThat(Duration.ofNanos(at.get(2) - at.get(1))).isGreaterThanOrEqualTo(second);
    }

    @Tried
    @Sentence(
            value = "A Broker that says nothing of delivery retries, by `config-br-defaults`.",
            on = {KAFKA, MT})
    void defaultRetries(Implementation on) throws Exception {
        var subscriber = world.subscriber(on, "default-retry");
        subscriber.answers(Answer.status(503), Answer.status(503));
        world.send(on, "default-retry");
        assertThat(awaitRequests(subscriber, 3)).hasSize(3);
    }

    @Tried
    @Sentence(
            value =
                    "A delivery that says anything replaces these defaults: without `retry` there is none.",
            on = {KAFKA, MT})
    void noDefaultsBesideOwn(Implementation on) throws Exception {
        world.subscriber(on, "only-a-sink").answers(Answer.status(503));
        world.send(on, "only-a-sink");
        awaitRequests(world.deadLetterSink(on, "only-a-sink"), 1);
        assertThat(world.subscriber(on, "only-a-sink").requests()).hasSize(1);
    }

    @Tried
    @Sentence(
            value = "A Trigger without a delivery has its Broker's.",
            on = {KAFKA, MT})
    void inheritedDelivery(Implementation on) throws Exception {
        world.subscriber(on, "inherits").answers(Answer.status(422));
        var event = event("inherits");
        world.post(on, world.path(on.broker() + "-with-sink"), event);
        World.awaitEvent(world.deadLetterSink(on, "of-broker"), event.id());
    }

    @Tried
    @Sentence(
            value =
                    "A Trigger's delivery replaces its Broker's as a whole, the dead-letter sink included.",
            on = {KAFKA, MT})
    void replacedDelivery(Implementation on) throws Exception {
        world.subscriber(on, "overrides").answers(Answer.status(422));
        world.subscriber(on, "inherits").answersAlways(Answer.status(422));
        var lost = event("overrides");
        var kept = event("inherits");
        world.post(on, world.path(on.broker() + "-with-sink"), lost);
        awaitRequests(world.subscriber(on, "overrides"), 1);
        world.post(on, world.path(on.broker() + "-with-sink"), kept);
        assertThat(World.awaitEvent(world.deadLetterSink(on, "of-broker"), kept.id()))
                .noneMatch(request -> request.attribute("id").equals(lost.id()));
    }
}
