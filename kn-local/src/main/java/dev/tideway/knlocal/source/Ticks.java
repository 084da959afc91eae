package dev.tideway.knlocal.source;

import java.time.Instant;
import java.util.Optional;

/// When a [Ticker] ticks.
@FunctionalInterface
public interface Ticks {
    /// Called once for each tick, in order; empty when there is no further one.
    Optional<Instant> next(Instant after);
}
