package dev.tideway.knlocal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.manifest.CronField.Kind;
import dev.tideway.knlocal.yaml.Documents;
import dev.tideway.knlocal.yaml.Fields;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// As `robfig/cron` v3 reads cron expressions, which Knative uses.
class ScheduleTest {
    private static Schedule schedule(String text, String zone) {
        var problems = new ArrayList<String>();
        var yaml = "schedule: '%s'\ntimezone: '%s'".formatted(text, zone);
        var spec =
                Fields.of(
                        Documents.parse(yaml).nodes().getFirst(),
                        (_, key, message, mend) -> problems.add(key + " " + message + mend));
        var read = spec.flatMap(ScheduleReader::read);
        assertThat(problems).isEmpty();
        return read.orElseThrow();
    }

    /// The times are UTC.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    * * * * *          | UTC              | 2026-01-01T00:00:00Z | 2026-01-01T00:01:00Z
                    */10 * * * * *     | UTC              | 2026-01-01T00:00:05Z | 2026-01-01T00:00:10Z
                    0 5 * * *          | America/New_York | 2026-01-01T00:00:00Z | 2026-01-01T10:00:00Z
                    @hourly            | UTC              | 2026-01-01T00:00:00Z | 2026-01-01T01:00:00Z
                    @weekly            | UTC              | 2026-01-01T00:00:00Z | 2026-01-04T00:00:00Z
                    @monthly           | UTC              | 2026-01-31T00:00:00Z | 2026-02-01T00:00:00Z
                    @yearly            | UTC              | 2026-01-31T00:00:00Z | 2027-01-01T00:00:00Z
                    0 0 29 2 *         | UTC              | 2026-01-01T00:00:00Z | 2028-02-29T00:00:00Z
                    0 0 ? * MON        | UTC              | 2026-01-01T00:00:00Z | 2026-01-05T00:00:00Z
                    0 0 13 * FRI       | UTC              | 2026-01-03T00:00:00Z | 2026-01-09T00:00:00Z
                    0 0 13 * *         | UTC              | 2026-01-03T00:00:00Z | 2026-01-13T00:00:00Z
                    0 0 */2 * MON      | UTC              | 2026-01-03T00:00:00Z | 2026-01-05T00:00:00Z
                    15/20 * * * *      | UTC              | 2026-01-01T00:16:00Z | 2026-01-01T00:35:00Z
                    0 0 1 jan-mar/2 *  | UTC              | 2026-01-02T00:00:00Z | 2026-03-01T00:00:00Z
                    30 2 * * *         | Europe/Berlin    | 2026-03-28T02:00:00Z | 2026-03-30T00:30:00Z
                    30 2 * * *         | Europe/Berlin    | 2026-10-25T00:30:00Z | 2026-10-25T01:30:00Z
                    """)
    void the_next_time(String text, String zone, Instant after, Instant next) {
        assertThat(schedule(text, zone).next(after)).contains(next);
    }

    @Test
    void a_day_that_never_comes_has_no_next_time() {
        assertThat(schedule("0 0 30 2 *", "UTC").next(Instant.parse("2026-01-01T00:00:00Z")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 7",
                "5-1 * * * *",
                "*/0 * * * *",
                "1-2-3 * * * *",
                "1,,2 * * * *",
                "* * * foo *",
                "*-5 * * * *",
                "99999999999 * * * *"
            })
    void what_is_no_cron_expression_is_said_to_be_none(String text) {
        // Given
        var problems = new ArrayList<String>();
        var spec =
                Fields.of(
                        Documents.parse("schedule: '%s'".formatted(text)).nodes().getFirst(),
                        (_, key, message, _) -> problems.add(key + " " + message));
        // When
        var read = spec.flatMap(ScheduleReader::read);
        // Then
        assertThat(read).isEmpty();
        assertThat(problems).singleElement().asString().startsWith("schedule has ");
    }

    @Provide
    Arbitrary<List<Integer>> minutes() {
        return Arbitraries.integers().between(0, 59).list().ofMinSize(1).ofMaxSize(4);
    }

    /// The slow way: each second in turn.
    @Property(tries = 100)
    void the_next_time_is_the_first_that_matches(
            @ForAll("minutes") List<Integer> minutes,
            @ForAll @LongRange(min = 1_700_000_000L, max = 1_900_000_000L) long second)
            throws CronField.InvalidException {
        // Given
        var zone = ZoneId.of("Europe/Berlin");
        var list = String.join(",", new TreeSet<>(minutes).stream().map(String::valueOf).toList());
        var all = CronField.of("*", Kind.HOUR);
        var schedule =
                new Schedule(
                        list,
                        CronField.of("*/7", Kind.SECOND),
                        CronField.of(list, Kind.MINUTE),
                        all,
                        CronField.of("*", Kind.DAY_OF_MONTH),
                        CronField.of("*", Kind.MONTH),
                        CronField.of("*", Kind.DAY_OF_WEEK),
                        zone);
        // When
        var next = schedule.next(Instant.ofEpochSecond(second)).orElseThrow();
        // Then
        var expected = Instant.ofEpochSecond(second + 1);
        while (!minutes.contains(expected.atZone(zone).getMinute())
                || expected.atZone(zone).getSecond() % 7 != 0) {
            expected = expected.plusSeconds(1);
        }
        assertThat(next).isEqualTo(expected);
    }
}
