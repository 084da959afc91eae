package dev.tideway.knlocal.manifest;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// One field of a cron expression: the numbers it stands for, as bits.
///
/// @param any written as `*` or `?`, with no step
public record CronField(long bits, boolean any) {
    private static final Pattern RANGE =
            Pattern.compile("(\\*|\\?|[^-/]+)(-([^-/]+))?(/([^-/]+))?");

    /// What a field may hold, and the names that may stand for numbers, beginning with the least.
    enum Kind {
        SECOND("second", 0, 59, ""),
        MINUTE("minute", 0, 59, ""),
        HOUR("hour", 0, 23, ""),
        DAY_OF_MONTH("day of the month", 1, 31, ""),
        MONTH("month", 1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
        DAY_OF_WEEK("day of the week", 0, 6, "sun mon tue wed thu fri sat");

        private final String title;
        private final int least;
        private final int most;
        private final String names;

        Kind(String title, int least, int most, String names) {
            this.title = title;
            this.least = least;
            this.most = most;
            this.names = names;
        }
    }

    /// Not a cron expression; the message says what is wrong, in the form of "is …".
    static final class InvalidException extends Exception {
        InvalidException(String message) {
            super(message);
        }
    }

    boolean has(int number) {
        return (bits & (1L << number)) != 0;
    }

    static CronField of(String text, Kind kind) throws InvalidException {
        var field = new CronField(0, false);
        for (var part : text.split(",", -1)) {
            var other = range(part, kind);
            field = new CronField(field.bits | other.bits, field.any || other.any);
        }
        return field;
    }

    /// `*`, `5`, `5-10`, each with `/step`; `5/10` goes on to the end.
    private static CronField range(String part, Kind kind) throws InvalidException {
        var match = RANGE.matcher(part);
        if (!match.matches()) {
            throw invalid(part, kind);
        }
        var star = match.group(1).equals("*") || match.group(1).equals("?");
        if (star && match.group(3) != null) {
            throw invalid(part, kind);
        }
        int step = match.group(5) == null ? 1 : number(match.group(5), part, kind);
        int from = star ? kind.least : value(match.group(1), part, kind);
        int to = from;
        if (match.group(3) != null) {
            to = value(match.group(3), part, kind);
        } else if (star || match.group(5) != null) {
            to = kind.most;
        }
        if (step < 1 || from < kind.least || to > kind.most || from > to) {
            throw invalid(part, kind);
        }
        long bits = 0;
        for (int number = from; number <= to; number += step) {
            bits |= 1L << number;
        }
        return new CronField(bits, star && step == 1);
    }

    private static int value(String text, String part, Kind kind) throws InvalidException {
        int name = List.of(kind.names.split(" ", -1)).indexOf(text.toLowerCase(Locale.ROOT));
        return name < 0 ? number(text, part, kind) : name + kind.least;
    }

    private static int number(String text, String part, Kind kind) throws InvalidException {
        var number = whole(text);
        if (number.isEmpty()) {
            throw invalid(part, kind);
        }
        return number.getAsInt();
    }

    private static OptionalInt whole(String text) {
        return text.matches("\\d{1,4}")
                ? OptionalInt.of(Integer.parseInt(text))
                : OptionalInt.empty();
    }

    private static InvalidException invalid(String part, Kind kind) {
        return new InvalidException(
                "has %s as its %s, wanted %d to %d, *, a range a-b, or one of them with a /step"
                        .formatted(
                                part.isEmpty() ? "nothing" : part,
                                kind.title,
                                kind.least,
                                kind.most));
    }
}
