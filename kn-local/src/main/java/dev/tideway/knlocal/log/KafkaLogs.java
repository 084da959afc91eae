package dev.tideway.knlocal.log;

import dev.tideway.knlocal.manifest.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;

/// The logs of all brokers of class Kafka on one Kafka, behind one producer and one admin client.
public final class KafkaLogs implements AutoCloseable {
    private static final long MAX_IN_FLIGHT_BYTES = 32 << 20;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final KafkaClients clients;
    private final KafkaTopics topics;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final InFlight inFlight = new InFlight(MAX_IN_FLIGHT_BYTES);

    private KafkaLogs(KafkaClients clients) {
        this.clients = clients;
        try {
            admin = clients.admin();
            producer = clients.producer();
        } catch (KafkaException e) {
            throw new LogException(
                    "Kafka at %s: %s".formatted(clients.bootstrapServers(), Reasons.of(e)), e);
        }
        topics = new KafkaTopics(admin, producer, clients);
    }

    /// On the Kafka in this JVM: one node, so that replication is clamped to 1.
    public static KafkaLogs on(EmbeddedKafka kafka) {
        return new KafkaLogs(
                new KafkaClients(kafka.bootstrapServers(), true, KafkaClients.DELIVERY_TIMEOUT));
    }

    /// On a Kafka of the user's own; `bootstrapServers` as Kafka's clients have it (`host:port,host:port`).
    public static KafkaLogs at(String bootstrapServers) {
        return at(bootstrapServers, KafkaClients.DELIVERY_TIMEOUT);
    }

    static KafkaLogs at(String bootstrapServers, Duration deliveryTimeout) {
        return new KafkaLogs(new KafkaClients(bootstrapServers, false, deliveryTimeout));
    }

    /// The logs by topic name. Makes the topics that are missing, all in one request, and takes those that exist as they
    /// are; returns when all of them take events. Throws [LogException].
    public Map<String, EventLog> open(Collection<Topic> wanted) {
        var logs = new LinkedHashMap<String, EventLog>();
        topics.ready(wanted)
                .forEach((name, partitions) ->
                        logs.put(
                                name,
                                new KafkaLog(
                                        new KafkaOffsets(
                                                admin,
                                                name,
                                                KafkaOffsets.partitions(name, partitions).toList()),
                                        clients,
                                        producer,
                                        inFlight)));
        return logs;
    }

    /// Waits shortly for what is in flight.
    @Override
    public void close() {
        producer.close(CLOSE_LIMIT);
        admin.close(CLOSE_LIMIT);
    }
}
