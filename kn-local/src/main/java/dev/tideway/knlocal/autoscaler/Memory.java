package dev.tideway.knlocal.autoscaler;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What one decision leaves to the next.
///
/// @param panicSince when the load was last over the panic threshold; empty when it does not panic
/// @param panicCount the most that was desired since it panics
/// @param recent decisions within the scale-down delay, oldest first
/// @param proxied since when Knative would have had the activator in the path
/// @param initialReached whether there were as many ready instances as `initial-scale` says, once
record Memory(
        Optional<Instant> panicSince,
        int panicCount,
        List<Past> recent,
        Activity activity,
        Proxied proxied,
        boolean initialReached) {
    static final Memory NONE =
            new Memory(
                    Optional.empty(),
                    0,
                    List.of(),
                    new Activity.Dormant(),
                    new Proxied(Optional.empty()),
                    false);

    /// Of an autoscaler that finds more than one instance ready when it begins: it panics, so that it keeps them until
    /// it has seen enough to decide.
    static Memory of(int ready, Instant now) {
        return ready > 1
                ? new Memory(
                        Optional.of(now),
                        ready,
                        NONE.recent,
                        NONE.activity,
                        NONE.proxied,
                        NONE.initialReached)
                : NONE;
    }

    record Past(Instant at, int desired) {}

    Memory {
        recent = List.copyOf(recent);
    }

    /// The recent decisions with one more; empty when decisions are not delayed.
    List<Past> recentWith(Past latest, Duration delay) {
        if (delay.isZero()) {
            return List.of();
        }
        var from = latest.at().minus(delay);
        return Stream.concat(
                        recent.stream().filter(past -> past.at().isAfter(from)), Stream.of(latest))
                .toList();
    }
}
