package dev.tideway.knlocal.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.event.Chain;
import dev.tideway.knlocal.event.Decoded;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.TraceContext;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.message.Encoding;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.cloudevents.kafka.CloudEventSerializer;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The CloudEvents SDK reads what we write and we read what it writes: Knative's data plane uses it.
class EventRecordsTest {
    private static final Map<String, String> ATTRIBUTES =
            Map.of(
                    "specversion", "1.0",
                    "id", "é-1",
                    "source", "/orders",
                    "type", "dev.tideway.order.placed.v1",
                    "subject", "order-1",
                    "time", "2026-01-02T03:04:05Z",
                    "datacontenttype", "application/json",
                    "dataschema", "https://tideway.dev/schema",
                    "partitionkey", "order-1",
                    "correlationid", "c-1");
    private static final byte[] DATA = "{\"a\":1}".getBytes(UTF_8);

    @Test
    void the_key_is_the_partition_key() {
        assertThat(EventRecords.record("t", Event.of(ATTRIBUTES, DATA)).key())
                .isEqualTo("order-1".getBytes(UTF_8));
    }

    @Test
    void without_a_partition_key_there_is_no_key() {
        assertThat(EventRecords.record("t", minimal(DATA)).key()).isNull();
    }

    @Test
    void attributes_are_ce_headers_and_the_content_type_is_one_of_its_own() {
        var headers = EventRecords.record("t", Event.of(ATTRIBUTES, DATA)).headers();
        assertThat(names(headers))
                .containsOnlyKeys(
                        "ce_specversion",
                        "ce_id",
                        "ce_source",
                        "ce_type",
                        "ce_subject",
                        "ce_time",
                        "content-type",
                        "ce_dataschema",
                        "ce_partitionkey",
                        "ce_correlationid");
    }

    @Test
    void the_sdk_reads_what_we_write() {
        var record = EventRecords.record("t", Event.of(ATTRIBUTES, DATA));
        try (var sdk = new CloudEventDeserializer()) {
            var event = sdk.deserialize("t", record.headers(), record.value());
            assertThat(event.getId()).isEqualTo("é-1");
            assertThat(event.getSource()).isEqualTo(URI.create("/orders"));
            assertThat(event.getType()).isEqualTo("dev.tideway.order.placed.v1");
            assertThat(event.getSubject()).isEqualTo("order-1");
            assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("2026-01-02T03:04:05Z"));
            assertThat(event.getDataContentType()).isEqualTo("application/json");
            assertThat(event.getDataSchema()).isEqualTo(URI.create("https://tideway.dev/schema"));
            assertThat(event.getExtension("partitionkey")).isEqualTo("order-1");
            assertThat(event.getExtension("correlationid")).isEqualTo("c-1");
            assertThat(Objects.requireNonNull(event.getData()).toBytes()).isEqualTo(DATA);
        }
    }

    @Test
    void we_read_what_the_sdk_writes_in_binary_mode() {
        assertThat(attributes(decode(written(sdkEvent(), Encoding.BINARY)))).isEqualTo(ATTRIBUTES);
        assertThat(event(decode(written(sdkEvent(), Encoding.BINARY))).data()).isEqualTo(DATA);
    }

    @Test
    void we_read_what_the_sdk_writes_in_structured_mode() {
        assertThat(attributes(decode(written(sdkEvent(), Encoding.STRUCTURED))))
                .isEqualTo(ATTRIBUTES);
        assertThat(event(decode(written(sdkEvent(), Encoding.STRUCTURED))).data()).isEqualTo(DATA);
    }

    @Test
    void no_data_is_no_value_and_empty_data_an_empty_one() {
        assertThat(EventRecords.record("t", minimal(null)).value()).isNull();
        assertThat(EventRecords.record("t", minimal(new byte[0])).value()).isEmpty();
        assertThat(event(decode(EventRecords.record("t", minimal(null)))).data()).isNull();
        assertThat(event(decode(EventRecords.record("t", minimal(new byte[0])))).data()).isEmpty();
    }

    @Test
    void the_chain_of_a_reply_is_a_header_that_is_no_attribute() {
        var event = Event.of(ATTRIBUTES, DATA);
        assertThat(names(EventRecords.record("t", event).headers()))
                .doesNotContainKey("kn-local-chain");
        var reply = event.after(Chain.NONE.through("default/orders"));
        var decoded = decode(EventRecords.record("t", reply));
        assertThat(event(decoded).chain()).isEqualTo(reply.chain());
        assertThat(attributes(decoded)).isEqualTo(ATTRIBUTES);
    }

    @Test
    void the_place_in_a_trace_is_the_header_that_knative_writes_and_no_attribute() {
        // Given
        var parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        var trace = TraceContext.read(parent, "vendor=1").orElseThrow();
        // When
        var record = EventRecords.record("t", Event.of(ATTRIBUTES, DATA).within(trace));
        // Then
        assertThat(names(record.headers()))
                .containsEntry("traceparent", parent)
                .containsEntry("tracestate", "vendor=1");
        var decoded = decode(record);
        assertThat(event(decoded).trace()).isEqualTo(trace);
        assertThat(attributes(decoded)).isEqualTo(ATTRIBUTES);
    }

    @Test
    void a_record_without_ce_headers_is_not_an_event() {
        assertThat(decode(record(Map.of("x", "y"), DATA)))
                .isEqualTo(new Decoded.NotAnEvent("it has no header ce_specversion"));
    }

    @Test
    void a_record_without_a_required_attribute_is_invalid_and_says_which() {
        var decoded =
                decode(record(Map.of("ce_specversion", "1.0", "ce_id", "1", "ce_type", "t"), DATA));
        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Invalid.class,
                        invalid -> assertThat(invalid.why()).contains("source"));
    }

    @Test
    void a_structured_record_that_is_not_json_is_invalid() {
        assertThat(decode(record(Map.of("content-type", "application/cloudevents+avro"), DATA)))
                .isInstanceOf(Decoded.Invalid.class);
        assertThat(decode(record(Map.of("content-type", "application/cloudevents+json"), null)))
                .isInstanceOf(Decoded.Invalid.class);
        assertThat(
                        decode(
                                record(
                                        Map.of("content-type", "application/cloudevents+json"),
                                        new byte[] {1})))
                .isInstanceOf(Decoded.Invalid.class);
    }

    @Test
    void a_header_without_a_value_is_an_attribute_that_is_not_there() {
        var headers = new RecordHeaders();
        var record = EventRecords.record("t", minimal(DATA));
        record.headers().forEach(headers::add);
        headers.add("ce_subject", null);
        assertThat(
                        event(decode(new ProducerRecord<>("t", null, null, null, DATA, headers)))
                                .attributes())
                .doesNotContainKey("subject");
    }

    private static Event minimal(byte @Nullable [] data) {
        return Event.of(Map.of("specversion", "1.0", "id", "1", "source", "/t", "type", "t"), data);
    }

    private static CloudEvent sdkEvent() {
        return CloudEventBuilder.v1()
                .withId("é-1")
                .withSource(URI.create("/orders"))
                .withType("dev.tideway.order.placed.v1")
                .withSubject("order-1")
                .withTime(OffsetDateTime.parse("2026-01-02T03:04:05Z"))
                .withDataContentType("application/json")
                .withDataSchema(URI.create("https://tideway.dev/schema"))
                .withExtension("partitionkey", "order-1")
                .withExtension("correlationid", "c-1")
                .withData(DATA)
                .build();
    }

    private static ProducerRecord<byte[], byte[]> written(CloudEvent event, Encoding encoding) {
        var headers = new RecordHeaders();
        try (var sdk = new CloudEventSerializer()) {
            var settings = new HashMap<String, Object>();
            settings.put(CloudEventSerializer.ENCODING_CONFIG, encoding);
            settings.put(CloudEventSerializer.EVENT_FORMAT_CONFIG, JsonFormat.CONTENT_TYPE);
            sdk.configure(settings, false);
            return new ProducerRecord<>(
                    "t", null, null, null, sdk.serialize("t", headers, event), headers);
        }
    }

    private static ProducerRecord<byte[], byte[]> record(
            Map<String, String> headers, byte @Nullable [] value) {
        var kafkaHeaders = new RecordHeaders();
        headers.forEach((name, text) -> kafkaHeaders.add(name, text.getBytes(UTF_8)));
        return new ProducerRecord<>("t", null, null, null, value, kafkaHeaders);
    }

    private static Decoded decode(ProducerRecord<byte[], byte[]> sent) {
        return EventRecords.event(
                new ConsumerRecord<>(
                        "t",
                        0,
                        0,
                        0,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        sent.key(),
                        sent.value(),
                        sent.headers(),
                        Optional.empty()));
    }

    private static Event event(Decoded decoded) {
        assertThat(decoded).isInstanceOf(Decoded.Valid.class);
        return ((Decoded.Valid) decoded).event();
    }

    private static Map<String, String> attributes(Decoded decoded) {
        return event(decoded).attributes();
    }

    private static Map<String, String> names(Headers headers) {
        var names = new HashMap<String, String>();
        headers.forEach(header -> names.put(header.key(), new String(header.value(), UTF_8)));
        return names;
    }
}
