package dev.tideway.knlocal.log;

import dev.tideway.knlocal.event.Decoded;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.manifest.KafkaSource;
import dev.tideway.knlocal.manifest.Key;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// The records that a KafkaSource reads: an event passes as it is, anything else becomes one
/// (`InvalidCloudEventInterceptor` of Knative's Kafka dispatcher).
record SourceRecords(KafkaSource source) implements RecordForm {
    static final String TYPE = "dev.knative.kafka.event";
    private static final Set<String> OWN =
            Set.of("specversion", "id", "source", "type", "subject", "time");

    @Override
    public Decoded read(ConsumerRecord<byte[], byte[]> record) {
        return switch (EventRecords.event(record)) {
            case Decoded.Valid(var event) -> overridden(event);
            case Decoded.Unkeyable(var event, _) -> overridden(event);
            case Decoded.Invalid _, Decoded.NotAnEvent _ -> made(record);
        };
    }

    private Decoded made(ConsumerRecord<byte[], byte[]> record) {
        var attributes = attributes(record);
        if (Decoded.of(attributes, record.value()) instanceof Decoded.Valid(var event)) {
            return overridden(event);
        }
        // Key or header hold what an attribute may not. The record is worth more than they are.
        attributes.keySet().retainAll(OWN);
        return Decoded.of(attributes, record.value()) instanceof Decoded.Valid(var event)
                ? overridden(event)
                : new Decoded.NotAnEvent("nothing can be made of it");
    }

    private Decoded overridden(Event event) {
        return new Decoded.Valid(source.overrides().on(event));
    }

    private Map<String, String> attributes(ConsumerRecord<byte[], byte[]> record) {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("specversion", "1.0");
        attributes.put(
                "id", "partition:%d/offset:%d".formatted(record.partition(), record.offset()));
        attributes.put("source", source(source.key(), record.topic()));
        attributes.put("type", TYPE);
        attributes.put("subject", "partition:%d#%d".formatted(record.partition(), record.offset()));
        attributes.put("time", Instant.ofEpochMilli(record.timestamp()).toString());
        key(record.key())
                .ifPresent(key -> {
                    attributes.put("partitionkey", key);
                    attributes.put("key", key);
                });
        for (var header : record.headers()) {
            var value =
                    header.value() == null
                            ? ""
                            : new String(header.value(), StandardCharsets.UTF_8);
            if (header.key().equalsIgnoreCase("content-type")) {
                attributes.put("datacontenttype", value.toLowerCase(Locale.ROOT));
            } else {
                attributes.put("kafkaheader" + lettersOf(header.key()), value);
            }
        }
        return attributes;
    }

    private static String source(Key key, String topic) {
        return "/apis/v1/namespaces/%s/kafkasources/%s#%s"
                .formatted(key.namespace(), key.name(), topic);
    }

    private static String lettersOf(String header) {
        return header.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /// Numbers are big-endian, of 4 or 8 bytes as Kafka's serializers write them; a key of another length is text.
    private Optional<String> key(byte @Nullable [] key) {
        if (key == null) {
            return Optional.empty();
        }
        var text = new String(key, StandardCharsets.UTF_8);
        return Optional.of(
                switch (source.keyType()) {
                    case STRING -> text;
                    case BYTE_ARRAY -> Base64.getEncoder().encodeToString(key);
                    case INT ->
                            switch (key.length) {
                                case Integer.BYTES ->
                                        Integer.toString(ByteBuffer.wrap(key).getInt());
                                case Long.BYTES -> Long.toString(ByteBuffer.wrap(key).getLong());
                                default -> text;
                            };
                    case FLOAT ->
                            switch (key.length) {
                                case Float.BYTES -> Float.toString(ByteBuffer.wrap(key).getFloat());
                                case Double.BYTES ->
                                        Double.toString(ByteBuffer.wrap(key).getDouble());
                                default -> text;
                            };
                });
    }
}
