package dev.tideway.knlocal.check;

import java.time.Duration;
import java.util.Locale;

/// A length of time as people say it: what it is about matters, not its milliseconds.
final class Spoken {
    private Spoken() {}

    static String of(Duration duration) {
        if (duration.toDays() > 365) {
            return "more than a year";
        }
        if (duration.toHours() >= 48) {
            return "%d days".formatted(duration.toDays());
        }
        if (duration.toMinutes() >= 120) {
            return String.format(Locale.ROOT, "%.1f hours", duration.toMinutes() / 60.0);
        }
        return duration.toSeconds() >= 120
                ? "%d minutes".formatted(duration.toMinutes())
                : String.format(Locale.ROOT, "%.3g s", duration.toMillis() / 1000.0);
    }
}
