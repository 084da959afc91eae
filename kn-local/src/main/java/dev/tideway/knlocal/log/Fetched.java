package dev.tideway.knlocal.log;

import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What the last fetch brought of one partition, and how much of it has been handed out.
final class Fetched {
    private List<ConsumerRecord<byte[], byte[]>> records = List.of();
    private int next;

    void refill(List<ConsumerRecord<byte[], byte[]>> fresh) {
        records = fresh;
        next = 0;
    }

    void drop() {
        refill(List.of());
    }

    boolean hasMore() {
        return next < records.size();
    }

    ConsumerRecord<byte[], byte[]> take() {
        return records.get(next++);
    }

    /// Empty when all has been handed out.
    OptionalLong position() {
        return hasMore() ? OptionalLong.of(records.get(next).offset()) : OptionalLong.empty();
    }

    /// False when the offset is not among these records; then they are dropped.
    boolean seek(long offset) {
        if (records.isEmpty()
                || offset < records.getFirst().offset()
                || offset > records.getLast().offset()) {
            drop();
            return false;
        }
        next = 0;
        while (records.get(next).offset() < offset) {
            next++;
        }
        return true;
    }
}
