package dev.tideway.knlocal.log;

import dev.tideway.knlocal.event.Event;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The topic of a broker, channel, source or sink.
///
/// @param tails of those who follow what is appended here; safe for any thread
record KafkaLog(
        KafkaOffsets offsets,
        KafkaClients clients,
        Producer<byte[], byte[]> producer,
        InFlight inFlight,
        RecordForm form,
        List<Tail> tails)
        implements EventLog {

    @Override
    public int partitions() {
        return offsets.partitions().size();
    }

    @Override
    public void append(Event event, Appended callback) {
        var record = form.write(offsets.topic(), event);
        var size = EventRecords.size(record);
        if (size > MAX_EVENT_BYTES) {
            callback.done(null, AppendException.tooLarge(size));
        } else if (!inFlight.take(size)) {
            callback.done(null, tooMany());
        } else {
            send(record, size, event, callback);
        }
    }

    private void send(
            ProducerRecord<byte[], byte[]> record, int size, Event event, Appended callback) {
        try {
            var _ =
                    producer.send(
                            record,
                            (where, error) -> {
                                inFlight.release(size);
                                finish(event, where, error, callback);
                            });
        } catch (KafkaException | IllegalStateException e) {
            // Thrown, the producer has not called back and never will.
            inFlight.release(size);
            finish(event, null, e, callback);
        }
    }

    private void finish(
            Event event,
            @Nullable RecordMetadata where,
            @Nullable Exception error,
            Appended callback) {
        if (error != null) {
            callback.done(null, new AppendException(why(error), error));
        } else if (where != null) {
            var logged = new Logged(where.partition(), where.offset(), event);
            callback.done(logged, null);
            tails.forEach(tail -> tail.add(logged));
        }
    }

    private String why(Exception error) {
        return switch (error) {
            case TimeoutException e ->
                    "Kafka at %s has not taken it: %s"
                            .formatted(clients.bootstrapServers(), Reasons.of(e));
            case RecordTooLargeException e -> Reasons.of(e);
            default -> "Kafka did not take it: " + Reasons.of(error);
        };
    }

    private AppendException tooMany() {
        return new AppendException(
                "%d bytes of events wait for Kafka at %s already, the limit"
                        .formatted(inFlight.limit(), clients.bootstrapServers()));
    }

    @Override
    public Cursor cursor(long[] from) {
        return new KafkaCursor(clients.consumer(), offsets.partitions(), from.clone(), form);
    }

    @Override
    public Cursor follow(long[] from) {
        var kafka = cursor(from);
        var tail = new Tail(partitions(), kafka::wakeup);
        tails.add(tail);
        return new TailCursor(kafka, tail, from, () -> tails.remove(tail));
    }

    @Override
    public long[] ends() {
        return offsets.ends();
    }

    @Override
    public long[] since(Instant time) {
        return offsets.since(time);
    }

    @Override
    public Optional<long[]> committed(String group) {
        return Optional.ofNullable(committed(List.of(group)).get(group));
    }

    @Override
    public Map<String, long[]> committed(Collection<String> groups) {
        return offsets.committed(groups);
    }

    /// A request each, of some 0.2 ms.
    @Override
    public int commitsAtOnce() {
        return 50;
    }

    @Override
    public void commit(Map<String, long[]> places) {
        offsets.commit(places);
    }

    @Override
    public Set<String> groups() {
        return clients.embedded() ? offsets.groups() : Set.of();
    }

    @Override
    public void forget(String group) {
        offsets.forget(group);
    }

    /// Producer and admin client belong to [KafkaLogs].
    @Override
    public void close() {}
}
