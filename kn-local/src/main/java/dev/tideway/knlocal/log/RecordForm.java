package dev.tideway.knlocal.log;

import dev.tideway.knlocal.event.Decoded;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.JsonEvents;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// How the events of a topic become records, and its records events.
interface RecordForm {
    /// What brokers and channels use: written in binary mode, read in both.
    RecordForm BINARY = new RecordForm() {};

    /// Of a KafkaSink that says so: the whole event is the record's value.
    RecordForm STRUCTURED =
            new RecordForm() {
                @Override
                public ProducerRecord<byte[], byte[]> write(String topic, Event event) {
                    var headers = new RecordHeaders();
                    headers.add(
                            "content-type",
                            JsonEvents.CONTENT_TYPE.getBytes(StandardCharsets.UTF_8));
                    var key = event.attribute("partitionkey");
                    return new ProducerRecord<>(
                            topic,
                            null,
                            null,
                            key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                            JsonEvents.encode(event),
                            headers);
                }
            };

    default ProducerRecord<byte[], byte[]> write(String topic, Event event) {
        return EventRecords.record(topic, event);
    }

    default Decoded read(ConsumerRecord<byte[], byte[]> record) {
        return EventRecords.event(record);
    }
}
