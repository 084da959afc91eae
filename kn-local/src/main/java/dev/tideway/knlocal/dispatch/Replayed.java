package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.journey.Step;
import java.util.concurrent.atomic.AtomicLong;

/// Counts the ends of a replay's deliveries, and has each step recorded as one of the replay's.
final class Replayed implements Journey {
    private final String replay;
    private final Journey journey;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    Replayed(String replay, Journey journey) {
        this.replay = replay;
        this.journey = journey;
    }

    @Override
    public void record(Step step) {
        journey.record(new Step.Replayed(step, replay));
        switch (step) {
            case Step.Delivered _ -> delivered.incrementAndGet();
            case Step.DeadLettered _, Step.Lost _ -> failed.incrementAndGet();
            case Step.Accepted _,
                    Step.Refused _,
                    Step.Violated _,
                    Step.Held _,
                    Step.Retrying _,
                    Step.Disturbed _,
                    Step.Replayed _ -> {}
        }
    }

    long delivered() {
        return delivered.get();
    }

    /// In the dead letters, or lost.
    long failed() {
        return failed.get();
    }
}
