package dev.tideway.knlocal.event;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// RFC 3339 timestamps, in the form in which the Java SDK writes them (what Knative's Kafka broker delivers).
final class Timestamps {
    /// More digits of a second than nanoseconds, and leap seconds, are beyond the Java SDK too.
    private static final Pattern RFC_3339 =
            Pattern.compile(
                    "\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");

    private Timestamps() {}

    /// The canonical form of a timestamp, or null when it is none.
    static @Nullable String canonical(String time) {
        if (isPlainUtc(time)) {
            return time;
        }
        if (!RFC_3339.matcher(time).matches()) {
            return null;
        }
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(OffsetDateTime.parse(time));
        } catch (DateTimeException _) {
            return null;
        }
    }

    /// Spares the common case the cost of a parser: `2026-01-31T23:59:59.123Z`, but for the ends of months and for
    /// fractions that end in zero.
    private static boolean isPlainUtc(String time) {
        var length = time.length();
        return length >= 20
                && length <= 30
                && digits(time, 0, 4)
                && between(time, 5, 1, 12, '-')
                && between(time, 8, 1, 28, '-')
                && between(time, 11, 0, 23, 'T')
                && between(time, 14, 0, 59, ':')
                && between(time, 17, 0, 59, ':')
                && time.charAt(length - 1) == 'Z'
                && (length == 20 || plainFraction(time));
    }

    private static boolean plainFraction(String time) {
        var end = time.length() - 1;
        return end > 20
                && time.charAt(19) == '.'
                && digits(time, 20, end)
                && time.charAt(end - 1) != '0';
    }

    /// Two digits after a separator.
    private static boolean between(String time, int at, int low, int high, char separator) {
        if (time.charAt(at - 1) != separator || !digits(time, at, at + 2)) {
            return false;
        }
        var value = (time.charAt(at) - '0') * 10 + time.charAt(at + 1) - '0';
        return value >= low && value <= high;
    }

    private static boolean digits(String time, int from, int to) {
        for (int i = from; i < to; i++) {
            if (time.charAt(i) < '0' || time.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
