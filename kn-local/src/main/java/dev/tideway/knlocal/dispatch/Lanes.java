package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.log.Intake;
import dev.tideway.knlocal.log.Taken;
import dev.tideway.knlocal.manifest.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// The events in a trigger's hands. Ordered: a lane per partition, one event at a time, so that the next
/// is not begun before the last is finished, retries and dead letter included. Unordered: one lane,
/// many at a time.
final class Lanes implements Intake, AutoCloseable {
    private final List<Lane> lanes;

    /// @param width events of an unordered trigger that are delivered at once
    /// @param roomAgain told when a lane that was full has room
    static Lanes of(
            Trigger.Order order,
            int partitions,
            int width,
            Consumer<Taken> work,
            Runnable roomAgain) {
        return new Lanes(
                switch (order) {
                    case ORDERED ->
                            IntStream.range(0, partitions)
                                    .mapToObj(_ -> new Lane(1, work, roomAgain))
                                    .toList();
                    case UNORDERED -> List.of(new Lane(width, work, roomAgain));
                });
    }

    private Lanes(List<Lane> lanes) {
        this.lanes = lanes;
    }

    @Override
    public boolean hasRoom(int partition) {
        return lane(partition).hasRoom();
    }

    @Override
    public void take(Taken taken) {
        lane(taken.logged().partition()).take(taken);
    }

    private Lane lane(int partition) {
        return lanes.get(partition % lanes.size());
    }

    @Override
    public void close() {
        lanes.forEach(Lane::close);
    }

    /// False when there is still work in hand after that long.
    boolean awaitIdle(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        for (var lane : lanes) {
            if (!lane.awaitIdle(deadline - System.nanoTime())) {
                return false;
            }
        }
        return true;
    }
}
