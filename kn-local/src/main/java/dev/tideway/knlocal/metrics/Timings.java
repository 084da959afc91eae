package dev.tideway.knlocal.metrics;

import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.status.FunctionStatus.Times;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// How long deliveries, waits for a function and starts of functions took since the runner started, by what is declared and
/// never by what an event says.
public final class Timings implements Journey {
    private final ConcurrentHashMap<ObjectRef, Histogram> deliveries = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Key, Histogram> waits = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Key, Histogram> starts = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Key, Spread> startSpreads = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Key, Spread> requests = new ConcurrentHashMap<>();

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
        startSpreads.computeIfAbsent(function, _ -> new Spread()).add(took);
    }

    /// An instance of a function has worked on a request for so long.
    public void worked(Key function, Duration took) {
        var known = requests.get(function);
        (known == null ? requests.computeIfAbsent(function, _ -> new Spread()) : known).add(took);
    }

    /// Of the requests to a function; empty before the first.
    public Optional<Times> requests(Key function) {
        return Optional.ofNullable(requests.get(function)).map(Timings::times);
    }

    /// Of the starts of a function's instances; empty before the first.
    public Optional<Times> starts(Key function) {
        return Optional.ofNullable(startSpreads.get(function)).map(Timings::times);
    }

    private static Times times(Spread spread) {
        return new Times(spread.count(), spread.at(0.5), spread.at(0.99));
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
