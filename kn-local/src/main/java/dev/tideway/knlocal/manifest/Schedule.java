package dev.tideway.knlocal.manifest;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// When a PingSource sends: a cron expression as Knative's `robfig/cron` reads it, five fields or six with seconds first.
///
/// A day has to match both the day of the month and the day of the week when one of them is `*`, and one of the two
/// otherwise. A time that the clock skips in spring is skipped; one that it shows twice in autumn is met twice.
public record Schedule(
        String text,
        CronField second,
        CronField minute,
        CronField hour,
        CronField dayOfMonth,
        CronField month,
        CronField dayOfWeek,
        ZoneId zone) {
    private static final int YEARS_AHEAD = 5;

    /// Empty when there is none within five years, as for 30 February.
    public Optional<Instant> next(Instant after) {
        var time = after.atZone(zone).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        var limit = time.plusYears(YEARS_AHEAD);
        while (time.isBefore(limit)) {
            var later = later(time);
            if (later.equals(time)) {
                return Optional.of(time.toInstant());
            }
            time = later;
        }
        return Optional.empty();
    }

    /// The beginning of the next span of time that may match; the same time when it does. Hours and less are counted in
    /// time that passes, not in what the clock shows.
    private ZonedDateTime later(ZonedDateTime time) {
        if (!month.has(time.getMonthValue())) {
            return time.toLocalDate().withDayOfMonth(1).plusMonths(1).atStartOfDay(zone);
        }
        if (!isDay(time)) {
            return time.toLocalDate().plusDays(1).atStartOfDay(zone);
        }
        if (!hour.has(time.getHour())) {
            return time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
        }
        if (!minute.has(time.getMinute())) {
            return time.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        }
        return second.has(time.getSecond()) ? time : time.plusSeconds(1);
    }

    private boolean isDay(ZonedDateTime time) {
        var inMonth = dayOfMonth.has(time.getDayOfMonth());
        var inWeek = dayOfWeek.has(time.getDayOfWeek().getValue() % 7);
        return (dayOfMonth.any() || dayOfWeek.any()) ? (inMonth && inWeek) : (inMonth || inWeek);
    }

    @Override
    public String toString() {
        return text;
    }
}
