package dev.tideway.salesfacts;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What `GET /sales` is asked for. Facts are hourly, so a range takes every hour that it touches, whole.
///
/// @param from beginning of the first hour
/// @param to end of the last hour
/// @param limit most rows to answer with
record Question(Instant from, Instant to, By by, int limit) {
    static final Duration LONGEST = Duration.ofDays(366);
    static final int LARGEST_LIMIT = 10_000;
    private static final int DEFAULT_LIMIT = 1_000;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /// What a row stands for, beside the currency.
    enum By {
        SKU,
        HOUR
    }

    /// A parameter that makes no sense: its name and the mend.
    static final class Refused extends Exception {
        Refused(String line) {
            super(line);
        }
    }

    /// @throws Refused with one line that names the parameter
    static Question of(Map<String, String> parameters, Instant now) throws Refused {
        var unknown = new TreeSet<>(parameters.keySet());
        unknown.removeAll(Set.of("from", "to", "by", "limit"));
        if (!unknown.isEmpty()) {
            throw new Refused(
                    unknown.first() + " is no parameter here: from, to, by and limit are");
        }
        var to = endOfHour(instant(parameters, "to").orElse(now.plusNanos(1)));
        var from =
                instant(parameters, "from")
                        .map(at -> at.truncatedTo(ChronoUnit.HOURS))
                        .orElse(to.minus(Duration.ofDays(1)));
        if (!from.isBefore(to)) {
            throw new Refused("from is " + from + ": make it earlier than to, which is " + to);
        }
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw new Refused(
                    "from is more than %d days before to: ask for less at once"
                            .formatted(LONGEST.toDays()));
        }
        return new Question(from, to, by(parameters), limit(parameters));
    }

    private static Optional<Instant> instant(Map<String, String> parameters, String name)
            throws Refused {
        var text = parameters.get(name);
        if (text == null) {
            return Optional.empty();
        }
        var mend =
                " is \""
                        + text
                        + "\": send an instant as 2026-03-02T09:00:00Z or"
                        + " 2026-03-02T10:00:00%2B01:00";
        try {
            var instant = OffsetDateTime.parse(text).toInstant();
            if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
                throw new Refused(name + mend + ", of the years 1 to 9999");
            }
            return Optional.of(instant);
        } catch (DateTimeParseException _) {
            throw new Refused(name + mend);
        }
    }

    private static Instant endOfHour(Instant at) {
        var hour = at.truncatedTo(ChronoUnit.HOURS);
        return hour.equals(at) ? at : hour.plus(1, ChronoUnit.HOURS);
    }

    private static By by(Map<String, String> parameters) throws Refused {
        var text = parameters.getOrDefault("by", "sku");
        return switch (text) {
            case "sku" -> By.SKU;
            case "hour" -> By.HOUR;
            default -> throw new Refused("by is \"" + text + "\": send sku or hour");
        };
    }

    private static int limit(Map<String, String> parameters) throws Refused {
        var text = parameters.getOrDefault("limit", "" + DEFAULT_LIMIT);
        if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > LARGEST_LIMIT) {
            throw new Refused(
                    "limit is \"%s\": send a number from 1 to %d".formatted(text, LARGEST_LIMIT));
        }
        return Integer.parseInt(text);
    }
}
