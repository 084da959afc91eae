package dev.tideway.knlocal.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tideway.knlocal.event.Chain;
import dev.tideway.knlocal.event.Decoded;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.JsonEvents;
import dev.tideway.knlocal.event.TraceContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.jspecify.annotations.Nullable;

/// An event as a Kafka record, in the binary content mode of the CloudEvents Kafka protocol binding 1.0.2, section 3.2.
///
/// The key is the `partitionkey` extension, as that of Knative's Kafka Broker is.
final class EventRecords {
    private static final String PREFIX = "ce_";
    private static final String CONTENT_TYPE = "content-type";
    private static final String DATA_CONTENT_TYPE = "datacontenttype";
    private static final String STRUCTURED = "application/cloudevents";
    private static final String JSON = STRUCTURED + "+json";

    /// Of replies: no attribute, so that no subscriber sees it.
    private static final String CHAIN = "kn-local-chain";

    /// Spares most headers of most events a new string each.
    private static final Map<String, String> COMMON =
            Stream.of(
                            "specversion",
                            "id",
                            "source",
                            "type",
                            "subject",
                            "time",
                            "dataschema",
                            "partitionkey",
                            "correlationid",
                            "causationid",
                            "traceparent")
                    .collect(Collectors.toUnmodifiableMap(name -> PREFIX + name, name -> name));

    private EventRecords() {}

    /// What the producer will compare with `max.request.size`.
    static int size(ProducerRecord<byte[], byte[]> record) {
        return AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.CURRENT_MAGIC_VALUE,
                CompressionType.NONE,
                record.key(),
                record.value(),
                record.headers().toArray());
    }

    static ProducerRecord<byte[], byte[]> record(String topic, Event event) {
        var headers = new RecordHeaders();
        event.attributes()
                .forEach((name, value) ->
                        headers.add(
                                name.equals(DATA_CONTENT_TYPE) ? CONTENT_TYPE : PREFIX.concat(name),
                                value.getBytes(UTF_8)));
        if (event.chain().hops() > 0) {
            headers.add(CHAIN, event.chain().text().getBytes(UTF_8));
        }
        event.trace().write((name, value) -> headers.add(name, value.getBytes(UTF_8)));
        var key = event.attribute("partitionkey");
        return new ProducerRecord<>(
                topic, null, null, key == null ? null : key.getBytes(UTF_8), event.data(), headers);
    }

    /// Reads both content modes: events that others put into the topic may be structured.
    static Decoded event(ConsumerRecord<byte[], byte[]> record) {
        var chain = text(record, CHAIN);
        var trace =
                TraceContext.read(
                        text(record, TraceContext.PARENT), text(record, TraceContext.STATE));
        var decoded = decoded(record);
        return chain == null && trace.isEmpty()
                ? decoded
                : with(
                        decoded,
                        chain == null ? Chain.NONE : Chain.of(chain),
                        trace.orElse(TraceContext.NONE));
    }

    private static @Nullable String text(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    private static Decoded with(Decoded decoded, Chain chain, TraceContext trace) {
        return switch (decoded) {
            case Decoded.Valid(var event) -> new Decoded.Valid(event.after(chain).within(trace));
            case Decoded.Unkeyable(var event, var why) ->
                    new Decoded.Unkeyable(event.after(chain).within(trace), why);
            case Decoded.Invalid _, Decoded.NotAnEvent _ -> decoded;
        };
    }

    private static Decoded decoded(ConsumerRecord<byte[], byte[]> record) {
        var attributes = attributes(record.headers());
        var contentType = attributes.getOrDefault(DATA_CONTENT_TYPE, "");
        var value = record.value();
        if (!contentType.regionMatches(true, 0, STRUCTURED, 0, STRUCTURED.length())) {
            return attributes.containsKey("specversion")
                    ? Decoded.owning(attributes, value)
                    : new Decoded.NotAnEvent("it has no header ce_specversion");
        }
        if (value == null || !contentType.regionMatches(true, 0, JSON, 0, JSON.length())) {
            return new Decoded.Invalid("a structured event that is not JSON: " + contentType);
        }
        return JsonEvents.decode(value);
    }

    private static Map<String, String> attributes(Headers headers) {
        var attributes = LinkedHashMap.<String, String>newLinkedHashMap(12);
        for (var header : headers) {
            var key = header.key();
            var bytes = header.value();
            if (bytes == null) {
                continue;
            }
            if (key.startsWith(PREFIX)) {
                var name = COMMON.get(key);
                attributes.put(
                        name == null ? key.substring(PREFIX.length()) : name,
                        new String(bytes, UTF_8));
            } else if (key.equals(CONTENT_TYPE)) {
                attributes.put(DATA_CONTENT_TYPE, new String(bytes, UTF_8));
            }
        }
        return attributes;
    }
}
