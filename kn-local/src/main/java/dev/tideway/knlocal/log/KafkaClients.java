package dev.tideway.knlocal.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The settings of every Kafka client of this room.
///
/// What a broker's user can notice is as Knative ships it (`config-kafka-broker-data-plane`); the rest is chosen for a
/// short way through.
record KafkaClients(String bootstrapServers, boolean embedded, Duration deliveryTimeout) {
    static final Duration DELIVERY_TIMEOUT = Duration.ofMinutes(2);

    /// Beyond what may be in flight by [InFlight], so that a half-filled batch per partition fits too.
    private static final int BUFFER_BYTES = 48 << 20;

    /// An event loop calls `send`: it may wait no longer than this, and only does when a topic has vanished.
    private static final Duration MAX_BLOCK = Duration.ofMillis(50);

    /// Idempotence is on and one request at a time under way, unlike Knative's: a request sent again after
    /// `request.timeout.ms` would double or reorder events otherwise. With several under way, a first batch refused by a
    /// leader that is not one yet stays out of sequence until it expires. At 1, 8 and 64 senders no cost was seen.
    KafkaProducer<byte[], byte[]> producer() {
        var settings = common();
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        settings.put("max.in.flight.requests.per.connection", 1);
        settings.put("linger.ms", 0);
        settings.put("max.request.size", EventLog.MAX_EVENT_BYTES);
        settings.put("buffer.memory", BUFFER_BYTES);
        settings.put("max.block.ms", MAX_BLOCK.toMillis());
        settings.put("delivery.timeout.ms", Math.toIntExact(deliveryTimeout.toMillis()));
        settings.put("request.timeout.ms", 2_000);
        settings.put("retry.backoff.ms", 20);
        // Metadata is kept while a topic rests and while Kafka is away: without it, every send
        // would wait for
        // max.block.ms and fail.
        settings.put("metadata.max.idle.ms", Duration.ofDays(3650).toMillis());
        settings.put("metadata.recovery.strategy", "none");
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /// A poll takes a whole fetch out of the consumer, see [KafkaCursor].
    KafkaConsumer<byte[], byte[]> consumer() {
        var settings = common();
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "none");
        settings.put("max.poll.records", Integer.MAX_VALUE);
        settings.put("max.partition.fetch.bytes", 256 << 10);
        settings.put("fetch.max.bytes", 1 << 20);
        // How long a resumed partition may wait behind a fetch for the others.
        settings.put("fetch.max.wait.ms", 100);
        settings.put("check.crcs", false);
        settings.put("receive.buffer.bytes", -1);
        return new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Admin admin() {
        var settings = common();
        settings.put("retry.backoff.ms", 20);
        settings.put("default.api.timeout.ms", 10_000);
        settings.put("request.timeout.ms", 5_000);
        return Admin.create(settings);
    }

    private Map<String, Object> common() {
        var settings = new HashMap<String, Object>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("client.id", "kn-local");
        settings.put("metric.reporters", "");
        settings.put("enable.metrics.push", false);
        return settings;
    }
}
