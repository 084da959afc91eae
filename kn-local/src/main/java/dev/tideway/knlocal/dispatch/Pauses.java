package dev.tideway.knlocal.dispatch;

import java.time.Duration;
import java.util.stream.Stream;

/// How long an answer may keep silent; a zero means no such limit.
///
/// @param start before it begins
/// @param idle between two bytes of it
record Pauses(Duration start, Duration idle) {
    private static final Duration NEVER = Duration.ofDays(1);
    static final Pauses NONE = new Pauses(Duration.ZERO, Duration.ZERO);

    /// How long to wait for the first byte, of the time that is left.
    Duration first(Duration left) {
        var least = Duration.ofMillis(1);
        return Stream.of(left.compareTo(least) < 0 ? least : left, start, idle)
                .filter(Duration::isPositive)
                .min(Duration::compareTo)
                .orElse(left);
    }

    /// How long to wait for each further byte.
    Duration onceBegun() {
        return idle.isZero() ? NEVER : idle;
    }
}
