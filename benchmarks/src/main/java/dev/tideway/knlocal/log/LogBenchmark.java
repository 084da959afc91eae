package dev.tideway.knlocal.log;

import dev.tideway.benchmarks.Samples;
import dev.tideway.knlocal.event.Decoded;
import dev.tideway.knlocal.event.Event;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// An event of 1 KiB into a Kafka record and out of it, and the tracking of its offset.
@State(Scope.Thread)
public class LogBenchmark {
    private static final int OPEN = 50;

    private final Event event = Samples.event();
    private final ConsumerRecord<byte[], byte[]> record = stored();
    private final OffsetTracker tracker = new OffsetTracker();
    private final OffsetTracker.Ticket[] open = new OffsetTracker.Ticket[OPEN];
    private long offset;

    public LogBenchmark() {
        for (int i = 0; i < OPEN; i++) {
            open[i] = tracker.begin(offset++);
        }
    }

    private static ConsumerRecord<byte[], byte[]> stored() {
        var record = EventRecords.record("topic", Samples.event());
        return new ConsumerRecord<>(
                "topic",
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                8,
                1024,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }

    @Benchmark
    public ProducerRecord<byte[], byte[]> toRecord() {
        return EventRecords.record("topic", event);
    }

    @Benchmark
    public Decoded fromRecord() {
        return EventRecords.event(record);
    }

    /// With fifty others unfinished.
    @Benchmark
    public long beginFinishAndPlace() {
        int slot = (int) (offset % OPEN);
        tracker.finish(open[slot]);
        open[slot] = tracker.begin(offset++);
        return tracker.place(offset);
    }
}
