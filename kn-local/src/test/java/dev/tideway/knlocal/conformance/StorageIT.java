package dev.tideway.knlocal.conformance;

import static dev.tideway.knlocal.conformance.Event.event;
import static dev.tideway.knlocal.conformance.Implementation.KAFKA;
import static dev.tideway.knlocal.conformance.Implementation.KAFKA_CHANNEL;
import static dev.tideway.knlocal.conformance.World.awaitEvent;
import static dev.tideway.knlocal.conformance.World.awaitOne;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.conformance.Sentences.Tried;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

@Chapter(number = 2, title = "Storage in Kafka")
class StorageIT {
    private static final String TOPIC = "knative-broker-default-kafka";

    @TempDir static Path folder;

    private static KafkaOfItsOwn kafka;
    private static World world;

    @BeforeAll
    static void start() throws Exception {
        kafka = new KafkaOfItsOwn(folder.resolve("kafka"));
        kafka.admin().createTopics(List.of(new NewTopic("theirs", 3, (short) 1))).all().get();
        world = before("early");
        world.close();
        world =
                World.local(
                        settings(),
                        yaml -> {
                            for (var name : List.of("stored", "early", "asks", "answered")) {
                                yaml.triggers(name, "");
                            }
                            yaml.yaml(
                                    """
                                    apiVersion: eventing.knative.dev/v1
                                    kind: Broker
                                    metadata:
                                      name: external
                                      annotations:
                                        eventing.knative.dev/broker.class: Kafka
                                        kafka.eventing.knative.dev/external.topic: theirs
                                    spec:
                                      config: {apiVersion: v1, kind: ConfigMap, name: conformance-kafka}
                                    """);
                            yaml.channel(KAFKA_CHANNEL, "kept", "");
                        });
    }

    /// A runner without the trigger for them takes events of this type.
    private static World before(String type) throws Exception {
        var early = World.local(settings(), yaml -> {});
        early.send(KAFKA, event(type));
        return early;
    }

    private static String settings() {
        return "functions: []\nkafka:\n  bootstrap-servers: " + kafka.bootstrapServers() + "\n";
    }

    @AfterAll
    static void stop() {
        world.close();
        kafka.close();
    }

    private static ConsumerRecord<String, byte[]> record(String id) {
        return kafka.records(TOPIC).stream()
                .filter(record -> id.equals(headers(record).get("ce_id")))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
        var headers = new TreeMap<String, String>();
        record.headers().forEach(it -> headers.put(it.key(), new String(it.value(), UTF_8)));
        return headers;
    }

    @Tried
    @Sentence(
            value =
                    "A Broker's events are in the topic `knative-broker-<namespace>-<name>`, made with the partitions of its ConfigMap when it is missing.",
            on = KAFKA)
    void topic(Implementation on) throws Exception {
        world.send(on, "stored");
        assertThat(kafka.partitions(TOPIC)).isEqualTo(10);
    }

    @Tried
    @Sentence(
            value =
                    "`kafka.eventing.knative.dev/external.topic` names a topic that exists, and is taken as it is.",
            on = KAFKA)
    void externalTopic(Implementation on) throws Exception {
        var event = event("t");
        assertThat(world.post(on, world.path("external"), event).statusCode()).isEqualTo(202);
        assertThat(kafka.partitions("theirs")).isEqualTo(3);
        assertThat(kafka.records("theirs")).hasSize(1);
    }

    @Tried
    @Sentence(
            value =
                    "A KafkaChannel's events are in the topic `knative-messaging-kafka.<namespace>.<name>`.",
            on = KAFKA_CHANNEL)
    void channelTopic(Implementation on) throws Exception {
        world.sendTo(on, "kept-kafka-channel-kn-channel", event("t"));
        assertThat(kafka.records("knative-messaging-kafka.default.kept-kafka-channel")).hasSize(1);
    }

    @Tried
    @Sentence(
            value =
                    "A record is in binary mode: attributes are headers `ce_<name>`, datacontenttype is `content-type`, the value is the data.",
            on = KAFKA)
    void form(Implementation on) throws Exception {
        var event = event("stored").with("color", "blue").saying("{\"a\": 1}");
        world.send(on, event);

        var record = record(event.id());
        event.attributes()
                .forEach((name, value) ->
                        assertThat(headers(record)).containsEntry("ce_" + name, value));
        assertThat(headers(record)).containsEntry("content-type", "application/json");
        assertThat(new String(record.value(), UTF_8)).isEqualTo("{\"a\": 1}");
    }

    @Tried
    @Sentence(
            value = "The key is the event's `partitionkey`; without one there is no key.",
            on = KAFKA)
    void key(Implementation on) throws Exception {
        var keyed = event("stored").with("partitionkey", "o-1");
        var plain = event("stored");
        world.send(on, keyed);
        world.send(on, plain);
        assertThat(record(keyed.id()).key()).isEqualTo("o-1");
        assertThat(record(plain.id()).key()).isNull();
    }

    @Tried
    @Sentence(
            value = "A reply has the key of its own `partitionkey`, and does not inherit one.",
            on = KAFKA)
    void keyOfReply(Implementation on) throws Exception {
        var reply = event("answered");
        world.subscriber(on, "asks").answers(Answer.event(200, reply.attributes(), "{}"));
        world.send(on, event("asks").with("partitionkey", "o-1"));
        awaitOne(world.subscriber(on, "answered"), reply.id());
        assertThat(record(reply.id()).key()).isNull();
    }

    @Tried
    @Sentence(
            value =
                    "A Trigger is the consumer group `knative-trigger-<namespace>-<name>`, whose place is known for every partition once it is Ready.",
            on = KAFKA)
    void group(Implementation on) throws Exception {
        assertThat(kafka.places("knative-trigger-default-stored-kafka")).hasSize(10);
    }

    @Tried
    @Sentence(
            value =
                    "A new Trigger begins at the end of the topic: what was there before is not delivered.",
            on = KAFKA)
    void latest(Implementation on) throws Exception {
        var now = event("early");
        world.send(on, now);
        assertThat(awaitEvent(world.subscriber(on, "early"), now.id())).hasSize(1);
    }

    @Tried
    @Sentence(
            value =
                    "An event that is finished moves its group's place, and so does one that the filter does not want.",
            on = KAFKA)
    void committed(Implementation on) throws Exception {
        world.send(on, event("stored"));
        world.send(on, event("unwanted"));
        await().atMost(World.PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        kafka
                                                .places("knative-trigger-default-stored-kafka")
                                                .values()
                                                .stream()
                                                .mapToLong(OffsetAndMetadata::offset)
                                                .sum())
                                .isEqualTo(kafka.records(TOPIC).size()));
    }
}
