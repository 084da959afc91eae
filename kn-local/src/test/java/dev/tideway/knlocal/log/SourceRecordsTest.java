package dev.tideway.knlocal.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.event.Decoded;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.manifest.Delivery;
import dev.tideway.knlocal.manifest.Destination;
import dev.tideway.knlocal.manifest.KafkaSource;
import dev.tideway.knlocal.manifest.KafkaSource.KeyType;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Overrides;
import dev.tideway.knlocal.manifest.Place;
import dev.tideway.knlocal.manifest.Trigger;
import dev.tideway.knlocal.testing.Events;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sentences of Knative's `InvalidCloudEventInterceptor`.
class SourceRecordsTest {
    private static final long TIME = 1_767_323_045_678L;

    private static SourceRecords of(KeyType type) {
        var place = new Place(Path.of("sources.yaml"), 1);
        return new SourceRecords(
                new KafkaSource(
                        new Key("shop", "rows"),
                        List.of("t"),
                        "g",
                        KafkaSource.InitialOffset.LATEST,
                        Trigger.Order.ORDERED,
                        type,
                        Delivery.NONE,
                        new Destination.Address(URI.create("http://a"), place),
                        new Overrides(Map.of("origin", "laptop")),
                        place));
    }

    private static ConsumerRecord<byte[], byte[]> record(
            byte @Nullable [] key, byte @Nullable [] value, Map<String, String> headers) {
        var all = new RecordHeaders();
        headers.forEach((name, text) -> all.add(name, text.getBytes(UTF_8)));
        return new ConsumerRecord<>(
                "t",
                3,
                7,
                TIME,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                all,
                Optional.empty());
    }

    private static Event valid(Decoded decoded) {
        assertThat(decoded).isInstanceOf(Decoded.Valid.class);
        return ((Decoded.Valid) decoded).event();
    }

    @Test
    void a_record_that_is_no_event_becomes_one() {
        // When
        var event =
                valid(
                        of(KeyType.STRING)
                                .read(
                                        record(
                                                "o-1".getBytes(UTF_8),
                                                "{}".getBytes(UTF_8),
                                                Map.of(
                                                        "Content-Type", "application/JSON",
                                                        "X-Trace_Id", "7"))));
        // Then
        assertThat(event.attributes())
                .isEqualTo(
                        Map.ofEntries(
                                Map.entry("specversion", "1.0"),
                                Map.entry("id", "partition:3/offset:7"),
                                Map.entry("type", "dev.knative.kafka.event"),
                                Map.entry("source", "/apis/v1/namespaces/shop/kafkasources/rows#t"),
                                Map.entry("subject", "partition:3#7"),
                                Map.entry("time", "2026-01-02T03:04:05.678Z"),
                                Map.entry("partitionkey", "o-1"),
                                Map.entry("key", "o-1"),
                                Map.entry("datacontenttype", "application/json"),
                                Map.entry("kafkaheaderxtraceid", "7"),
                                Map.entry("origin", "laptop")));
        assertThat(requireNonNull(event.data())).isEqualTo("{}".getBytes(UTF_8));
    }

    @Test
    void a_record_without_key_and_value_is_an_event_too() {
        var event = valid(of(KeyType.STRING).read(record(null, null, Map.of())));
        assertThat(event.data()).isNull();
        assertThat(event.attributes()).doesNotContainKeys("key", "partitionkey");
    }

    @Test
    void an_event_passes_as_it_is_but_for_the_overrides() {
        // Given
        var sent = Events.order("o-1");
        var headers = new LinkedHashMap<String, String>();
        for (var header : EventRecords.record("t", sent).headers()) {
            headers.put(header.key(), new String(header.value(), UTF_8));
        }
        // When
        var event = valid(of(KeyType.STRING).read(record(null, sent.data(), headers)));
        // Then
        assertThat(event.attributes()).isEqualTo(sent.with("origin", "laptop").attributes());
    }

    @ParameterizedTest
    @CsvSource({
        "INT, 0000002A, 42",
        "INT, FFFFFFFFFFFFFFFF, -1",
        "INT, 414243, ABC",
        "FLOAT, 3FC00000, 1.5",
        "FLOAT, 3FF8000000000000, 1.5",
        "BYTE_ARRAY, 00FF, AP8="
    })
    void a_key_is_read_by_its_type(KeyType type, String bytes, String key) {
        var record = record(HexFormat.of().parseHex(bytes), new byte[0], Map.of());
        assertThat(valid(of(type).read(record)).attribute("key")).isEqualTo(key);
        assertThat(valid(of(type).read(record)).attribute("partitionkey")).isEqualTo(key);
    }

    @Test
    void a_key_that_is_no_text_costs_the_key_not_the_record() {
        // Given: a control character, which no attribute may hold
        var key = ByteBuffer.allocate(2).putShort((short) 1).array();
        // When
        var event = valid(of(KeyType.STRING).read(record(key, new byte[] {1}, Map.of())));
        // Then
        assertThat(event.id()).isEqualTo("partition:3/offset:7");
        assertThat(event.attribute("key")).isNull();
    }
}
