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
            return withoutTrailingZeros(time);
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

    /// Spares the common case the cost of a parser: `2026-01-31T23:59:59.123Z`, but for the last day of a leap February.
    private static boolean isPlainUtc(String time) {
        var length = time.length();
        return length >= 20
                && length <= 30
                && digits(time, 0, 4)
                && between(time, 5, 1, 12, '-')
                && between(time, 8, 1, daysIn(time), '-')
                && between(time, 11, 0, 23, 'T')
                && between(time, 14, 0, 59, ':')
                && between(time, 17, 0, 59, ':')
                && time.charAt(length - 1) == 'Z'
                && (length == 20
                        || (length > 21 && time.charAt(19) == '.' && digits(time, 20, length - 1)));
    }

    private static int daysIn(String time) {
        return switch (time.substring(5, 7)) {
            case "02" -> 28;
            case "04", "06", "09", "11" -> 30;
            default -> 31;
        };
    }

    /// As a formatter writes a fraction of a second, which has none when it is zero.
    private static String withoutTrailingZeros(String time) {
        if (time.length() == 20) {
            return time;
        }
        int end = time.length() - 1;
        while (time.charAt(end - 1) == '0') {
            end--;
        }
        if (time.charAt(end - 1) == '.') {
            end--;
        }
        return end == time.length() - 1 ? time : time.substring(0, end) + "Z";
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
