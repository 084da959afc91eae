package dev.tideway.knlocal.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/// A time as people type it.
final class Moment {
    private Moment() {}

    /// A time, or how long ago: `10m`, which may be written `-10m`.
    ///
    /// @param option whose value it is, for the message when it is neither
    static Instant of(String option, String text) throws CommandException {
        try {
            return text.matches("-?[0-9]+[smh]")
                    ? Instant.now().minus(Duration.parse("PT" + text.replace("-", "")))
                    : Instant.parse(text);
        } catch (DateTimeException | ArithmeticException e) {
            throw CommandException.misused(
                    "%s is neither a time such as 2026-03-02T09:30:00Z nor a while such as 10m: %s"
                            .formatted(option, text));
        }
    }
}
