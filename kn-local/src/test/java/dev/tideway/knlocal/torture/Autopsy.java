package dev.tideway.knlocal.torture;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tideway.knlocal.log.EmbeddedKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// What Kafka has while no runner is there to change it.
///
/// @param places by trigger: the offset that its group has committed in each partition
/// @param log all events, in order within their partitions
record Autopsy(Map<String, long[]> places, List<Entry> log) {
    static final int PARTITIONS = 3;
    static final List<String> TRIGGERS = List.of("ordered", "unordered", "tail");
    private static final List<TopicPartition> TOPIC =
            IntStream.range(0, PARTITIONS)
                    .mapToObj(it -> new TopicPartition("knative-broker-default-default", it))
                    .toList();

    record Entry(int partition, long offset, String id, String type) {}

    static Autopsy of(World world) throws Exception {
        if (world.ownKafka().isPresent()) {
            return at(world.ownKafka().get());
        }
        try (var kafka = EmbeddedKafka.start(world.embeddedKafka(), Autopsy::say)) {
            return at(kafka.bootstrapServers());
        }
    }

    private static void say(String reason) {
        System.out.println("TortureIT: " + reason);
    }

    private static Autopsy at(String bootstrapServers) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
                var consumer =
                        new KafkaConsumer<>(
                                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer())) {
            return new Autopsy(places(admin), log(consumer));
        }
    }

    private static Map<String, long[]> places(Admin admin) throws Exception {
        var places = new LinkedHashMap<String, long[]>();
        for (var trigger : TRIGGERS) {
            var committed =
                    admin.listConsumerGroupOffsets("knative-trigger-default-" + trigger)
                            .partitionsToOffsetAndMetadata()
                            .get();
            places.put(
                    trigger, TOPIC.stream().mapToLong(it -> committed.get(it).offset()).toArray());
        }
        return places;
    }

    private static List<Entry> log(KafkaConsumer<byte[], byte[]> consumer) {
        consumer.assign(TOPIC);
        consumer.seekToBeginning(TOPIC);
        var ends = consumer.endOffsets(TOPIC);
        var log = new ArrayList<Entry>();
        while (TOPIC.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
            consumer.poll(Duration.ofMillis(100)).forEach(record -> log.add(entry(record)));
        }
        return log;
    }

    private static Entry entry(ConsumerRecord<byte[], byte[]> record) {
        return new Entry(
                record.partition(),
                record.offset(),
                header(record, "ce_id"),
                header(record, "ce_type"));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    /// What one trigger wants of one partition.
    List<Entry> wanted(String trigger, int partition) {
        var type = trigger.equals("tail") ? World.REPLY : World.TYPE;
        return log.stream()
                .filter(it -> it.partition() == partition && it.type().equals(type))
                .toList();
    }

    long place(String trigger, int partition) {
        return places.get(trigger)[partition];
    }

    boolean has(String id, String type) {
        return log.stream().anyMatch(it -> it.id().equals(id) && it.type().equals(type));
    }
}
