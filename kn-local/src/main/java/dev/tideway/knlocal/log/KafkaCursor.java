package dev.tideway.knlocal.log;

import dev.tideway.knlocal.event.Decoded;
import dev.tideway.knlocal.log.EventLog.Cursor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads one topic with a consumer of its own, in no group.
///
/// A fetch is taken whole from the consumer and handed out in pieces: a part that stayed in the consumer would keep its
/// partition out of the next fetch, which then waits `fetch.max.wait.ms` for the others.
final class KafkaCursor implements Cursor {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaCursor.class);
    private static final int MAX_EVENTS = 500;

    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Fetched[] fetched;
    private final boolean[] paused;
    private final RecordForm form;
    private int turn;

    KafkaCursor(
            Consumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            long[] from,
            RecordForm form) {
        this.consumer = consumer;
        this.form = form;
        this.partitions = partitions;
        fetched = new Fetched[partitions.size()];
        Arrays.setAll(fetched, _ -> new Fetched());
        paused = new boolean[partitions.size()];
        consumer.assign(partitions);
        partitions.forEach(partition -> consumer.seek(partition, from[partition.partition()]));
    }

    @Override
    public List<Logged> poll(Duration max) {
        var events = handOut();
        if (events.isEmpty()) {
            fetch(max);
            events = handOut();
        }
        return events;
    }

    /// From one partition after the other, beginning with another one each time.
    private List<Logged> handOut() {
        var events = new ArrayList<Logged>();
        turn = (turn + 1) % fetched.length;
        for (var i = 0; i < fetched.length; i++) {
            var partition = (turn + i) % fetched.length;
            while (!paused[partition]
                    && fetched[partition].hasMore()
                    && events.size() < MAX_EVENTS) {
                add(fetched[partition].take(), events);
            }
        }
        return events;
    }

    /// Only partitions with nothing left in hand are fetched: the others are paused.
    private void fetch(Duration max) {
        try {
            Arrays.stream(fetched).filter(part -> !part.hasMore()).forEach(Fetched::drop);
            var records = consumer.poll(max);
            for (var partition : records.partitions()) {
                fetched[partition.partition()].refill(records.records(partition));
            }
        } catch (WakeupException e) {
            LOG.trace("Woken", e);
        } catch (OffsetOutOfRangeException e) {
            e.offsetOutOfRangePartitions().forEach(this::comeBack);
        } catch (InterruptException e) {
            throw new LogException("interrupted while reading " + partitions, e);
        } catch (KafkaException e) {
            throw new LogException("Kafka, reading " + partitions + ": " + Reasons.of(e), e);
        }
    }

    private void add(ConsumerRecord<byte[], byte[]> record, List<Logged> events) {
        switch (form.read(record)) {
            case Decoded.Valid(var event) ->
                    events.add(new Logged(record.partition(), record.offset(), event));
            case Decoded.Unkeyable(var event, _) ->
                    events.add(new Logged(record.partition(), record.offset(), event));
            case Decoded.Invalid(var why) -> skip(record, why);
            case Decoded.NotAnEvent(var why) -> skip(record, why);
        }
    }

    private static void skip(ConsumerRecord<byte[], byte[]> record, String why) {
        LOG.warn(
                "Skipped a record that is not a CloudEvent: topic={} partition={} offset={}: {}",
                record.topic(),
                record.partition(),
                record.offset(),
                why);
    }

    /// Retention has removed what was to be read next, or the topic was made anew.
    private void comeBack(TopicPartition partition, long lost) {
        var start = consumer.beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        var end = consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        var next = lost < start ? start : end;
        LOG.warn(
                "No longer there: topic={} partition={} offset={}; reading goes on at {}",
                partition.topic(),
                partition.partition(),
                lost,
                next);
        consumer.seek(partition, next);
    }

    @Override
    public long position(int partition) {
        return fetched[partition]
                .position()
                .orElseGet(() -> consumer.position(partitions.get(partition)));
    }

    @Override
    public void seek(int partition, long offset) {
        if (!fetched[partition].seek(offset)) {
            consumer.seek(partitions.get(partition), offset);
        }
    }

    @Override
    public void pause(int partition) {
        paused[partition] = true;
        consumer.pause(Set.of(partitions.get(partition)));
    }

    @Override
    public void resume(int partition) {
        paused[partition] = false;
        consumer.resume(Set.of(partitions.get(partition)));
    }

    @Override
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
