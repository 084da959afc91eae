package dev.tideway.knlocal.metrics;

import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/// How long deliveries, waits for a function and starts of functions took since the runner started, by what is declared and
/// never by what an event says.
public final class Timings implements Journey {
    private final ConcurrentHashMap<ObjectRef, Histogram> deliveries = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Key, Histogram> waits = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Key, Histogram> starts = new ConcurrentHashMap<>();

    @Override
    public void record(Step step) {
        switch (step) {
            case Step.Delivered it -> delivery(it.egress()).add(it.took());
            case Step.Held it -> wait(it.function()).add(it.waited());
            case Step.Replayed it -> record(it.step());
            case Step.Accepted _,
                    Step.Refused _,
                    Step.Violated _,
                    Step.Retrying _,
                    Step.Disturbed _,
                    Step.DeadLettered _,
                    Step.Lost _ -> {}
        }
    }

    /// An instance of a function takes requests.
    ///
    /// @param took from its start on
    public void started(Key function, Duration took) {
        start(function).add(took);
    }

    /// Of attempts that succeeded, by what sent them.
    Histogram delivery(ObjectRef egress) {
        return deliveries.computeIfAbsent(egress, _ -> new Histogram());
    }

    /// Of events that a function had no room for at once.
    Histogram wait(Key function) {
        return waits.computeIfAbsent(function, _ -> new Histogram());
    }

    /// Of a function's instances, from start to ready.
    Histogram start(Key function) {
        return starts.computeIfAbsent(function, _ -> new Histogram());
    }
}
