package dev.tideway.knlocal.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// So many ticks, one a period; owned by one [Ticker].
public final class Countdown implements Ticks {
    private final Duration period;
    private final boolean endless;
    private int left;

    /// @param count 0 for no end
    public Countdown(Duration period, int count) {
        this.period = period;
        this.endless = count == 0;
        this.left = count;
    }

    @Override
    public Optional<Instant> next(Instant after) {
        if (!endless && left-- <= 0) {
            return Optional.empty();
        }
        return Optional.of(after.plus(period));
    }
}
