package dev.tideway.knlocal.log;

import dev.tideway.knlocal.manifest.KafkaSink;
import dev.tideway.knlocal.manifest.KafkaSource;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The logs of all brokers of class Kafka on one Kafka, behind one producer and one admin client.
public final class KafkaLogs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaLogs.class);
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
        return new LinkedHashMap<>(open(wanted, RecordForm.BINARY));
    }

    private Map<String, KafkaLog> open(Collection<Topic> wanted, RecordForm form) {
        var logs = new LinkedHashMap<String, KafkaLog>();
        topics.ready(wanted)
                .forEach((name, partitions) -> logs.put(name, log(name, partitions, form)));
        return logs;
    }

    private KafkaLog log(String topic, int partitions, RecordForm form) {
        var all = KafkaOffsets.partitions(topic, partitions).toList();
        return new KafkaLog(
                new KafkaOffsets(admin, topic, all),
                clients,
                producer,
                inFlight,
                form,
                new CopyOnWriteArrayList<>());
    }

    /// What a KafkaSink writes to. Empty when its topic is somebody else's and not there yet. On the embedded Kafka it is
    /// made: nobody else could. Throws [LogException].
    public Optional<EventLog> sink(KafkaSink sink) {
        var form =
                switch (sink.mode()) {
                    case BINARY -> RecordForm.BINARY;
                    case STRUCTURED -> RecordForm.STRUCTURED;
                };
        var topic = sink.topic();
        if (!sink.managed() && isMissing(List.of(topic.name()), sink.ref())) {
            return Optional.empty();
        }
        return Optional.ofNullable(open(List.of(topic), form).get(topic.name()));
    }

    /// What a KafkaSource reads, a log for each topic, its group having a place in all of them. Empty while one of the
    /// topics is missing; on the embedded Kafka they are made. Throws [LogException].
    public Optional<List<EventLog>> source(KafkaSource source) {
        if (isMissing(source.topics(), source.ref())) {
            return Optional.empty();
        }
        var wanted =
                source.topics().stream().map(name -> new Topic(name, "", 1, 1, Map.of())).toList();
        var logs = open(wanted, new SourceRecords(source)).values();
        for (var log : logs) {
            if (log.committed(source.group()).isEmpty()) {
                log.commit(source.group(), initial(log, source));
            }
        }
        return Optional.of(List.copyOf(logs));
    }

    private static long[] initial(KafkaLog log, KafkaSource source) {
        return switch (source.initialOffset()) {
            case LATEST -> log.ends();
            case EARLIEST -> log.offsets().starts();
        };
    }

    private boolean isMissing(List<String> names, ObjectRef wanting) {
        var there = topics.existing(names);
        var missing = names.stream().filter(name -> !there.containsKey(name)).toList();
        if (!missing.isEmpty() && clients.embedded()) {
            LOG.info("{}: topic {} is made, with 1 partition", wanting, String.join(", ", missing));
        }
        return !missing.isEmpty() && !clients.embedded();
    }

    public String bootstrapServers() {
        return clients.bootstrapServers();
    }

    /// Waits shortly for what is in flight.
    @Override
    public void close() {
        producer.close(CLOSE_LIMIT);
        admin.close(CLOSE_LIMIT);
    }
}
