package dev.tideway.knlocal.log;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The events of one partition of a [MemoryLog], from `start` to before `end`, in a ring that grows; guarded by the
/// log's lock.
final class MemoryPartition {
    private @Nullable Slot[] ring = new @Nullable Slot[64];
    private long start;
    private long end;

    private record Slot(Logged event, int size, Instant at) {}

    long start() {
        return start;
    }

    long end() {
        return end;
    }

    void add(Logged event, int size, Instant at) {
        if (end - start == ring.length) {
            grow();
        }
        ring[index(end)] = new Slot(event, size, at);
        end++;
    }

    Logged at(long offset) {
        return slot(offset).event;
    }

    /// The first offset of then or later; the end when there is none.
    long since(Instant time) {
        var offset = start;
        while (offset < end && slot(offset).at.isBefore(time)) {
            offset++;
        }
        return offset;
    }

    /// How many bytes that frees.
    long dropBefore(long offset) {
        var freed = 0L;
        while (start < end && start < offset) {
            freed += slot(start).size;
            ring[index(start)] = null;
            start++;
        }
        return freed;
    }

    private Slot slot(long offset) {
        return Objects.requireNonNull(ring[index(offset)]);
    }

    private int index(long offset) {
        return (int) (offset & (ring.length - 1));
    }

    private void grow() {
        var larger = new @Nullable Slot[ring.length * 2];
        for (var offset = start; offset < end; offset++) {
            larger[(int) (offset & (larger.length - 1))] = ring[index(offset)];
        }
        ring = larger;
    }
}
