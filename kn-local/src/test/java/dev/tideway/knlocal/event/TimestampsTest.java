package dev.tideway.knlocal.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampsTest {
    @ParameterizedTest
    @CsvSource({
        "2026-01-31T23:59:59.123Z, 2026-01-31T23:59:59.123Z",
        "2026-01-31T23:59:59.120Z, 2026-01-31T23:59:59.12Z",
        "2026-01-31T23:59:59.000Z, 2026-01-31T23:59:59Z",
        "2026-01-31T23:59:00Z, 2026-01-31T23:59:00Z",
        "2028-02-29T00:00:00Z, 2028-02-29T00:00:00Z",
        "2026-02-29T00:00:00Z,",
        "2026-01-31T23:59:59.Z,"
    })
    void a_timestamp_has_one_form(String time, @Nullable String form) {
        assertThat(Timestamps.canonical(time)).isEqualTo(form);
    }

    @Property(tries = 20_000)
    void what_needs_no_parser_is_read_as_by_a_parser(
            @ForAll @IntRange(max = 13) int month,
            @ForAll @IntRange(max = 32) int day,
            @ForAll @IntRange(max = 24) int hour,
            @ForAll @IntRange(max = 999_999_999) int nanos,
            @ForAll @IntRange(max = 9) int digits) {
        // Given
        var fraction = digits == 0 ? "" : "." + "%09d".formatted(nanos).substring(0, digits);
        var time = "2027-%02d-%02dT%02d:00:09%sZ".formatted(month, day, hour, fraction);
        // Then
        assertThat(Timestamps.canonical(time)).as(time).isEqualTo(parsed(time));
    }

    private static @Nullable String parsed(String time) {
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(OffsetDateTime.parse(time));
        } catch (DateTimeException _) {
            return null;
        }
    }
}
