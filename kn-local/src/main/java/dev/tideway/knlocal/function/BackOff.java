package dev.tideway.knlocal.function;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a function that fails may be started again, in the manner of Kubernetes' CrashLoopBackOff: an instance
/// that was ready is replaced at once, then the wait doubles with every failure in a row.
record BackOff(int failures, Instant notBefore) {
    static final BackOff NONE = new BackOff(0, Instant.MIN);

    /// Failures of instances started side by side count as one.
    ///
    /// @param readyFor how long the instance was ready before it ended; empty when it never was
    BackOff failed(Instant now, Optional<Duration> readyFor, FunctionSettings.Timing timing) {
        if (now.isBefore(notBefore)) {
            return this;
        }
        var isStable = readyFor.filter(d -> d.compareTo(timing.stable()) >= 0).isPresent();
        var before = isStable ? 0 : failures;
        var wait = readyFor.isPresent() && before == 0 ? Duration.ZERO : doubled(before, timing);
        return new BackOff(before + 1, now.plus(wait));
    }

    Duration wait(Instant now) {
        return now.isBefore(notBefore) ? Duration.between(now, notBefore) : Duration.ZERO;
    }

    private static Duration doubled(int failures, FunctionSettings.Timing timing) {
        var doublings = Math.min(failures, 20);
        var wait = timing.backOff().multipliedBy(1L << doublings);
        return wait.compareTo(timing.backOffLimit()) < 0 ? wait : timing.backOffLimit();
    }
}
