package dev.tideway.knlocal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.testing.Events;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimingsTest {
    private static final ObjectRef TRIGGER = new ObjectRef("Trigger", new Key("default", "orders"));
    private static final Key FUNCTION = new Key("default", "orders");

    private final Timings timings = new Timings();

    @Test
    void each_time_is_kept_where_it_belongs() {
        // When
        var event = Events.plain("1");
        timings.record(
                new Step.Delivered(TRIGGER, event, 1, Duration.ofMillis(3), Optional.empty()));
        timings.record(new Step.Held(TRIGGER, event, FUNCTION, Duration.ofMillis(400), true));
        timings.started(FUNCTION, Duration.ofMillis(1500));
        timings.record(new Step.Retrying(TRIGGER, event, 1, "503", Duration.ofSeconds(9)));
        timings.record(new Step.Lost(TRIGGER, event, "no sink", List.of()));
        // Then
        assertThat(timings.delivery(TRIGGER).sum()).isEqualTo(0.003);
        assertThat(timings.wait(FUNCTION).sum()).isEqualTo(0.4);
        assertThat(timings.start(FUNCTION).sum()).isEqualTo(1.5);
        assertThat(timings.start(new Key("default", "other")).counts()).containsOnly(0L);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1000000, 0",
        "1000001, 1",
        "2500000, 1",
        "60000000000, 14",
        "60000000001, 15"
    })
    void what_takes_as_long_as_a_bound_is_in_its_bucket(long nanos, int bucket) {
        // When
        var histogram = new Histogram();
        histogram.add(Duration.ofNanos(nanos));
        // Then
        var expected = new ArrayList<>(Collections.nCopies(Histogram.BOUNDS.size() + 1, 0L));
        expected.set(bucket, 1L);
        assertThat(histogram.counts()).isEqualTo(expected);
    }

    @Test
    void medians_are_right_to_within_a_sixteenth() {
        // Given
        for (int i = 1; i <= 1_000; i++) {
            timings.worked(FUNCTION, Duration.ofNanos(i * 100_000L));
        }
        // When
        var requests = timings.requests(FUNCTION).orElseThrow();
        // Then
        assertThat(requests.count()).isEqualTo(1_000);
        assertThat(requests.median().toNanos() / 50e6).isBetween(15 / 16.0, 17 / 16.0);
        assertThat(requests.p99().toNanos() / 99e6).isBetween(15 / 16.0, 17 / 16.0);
        assertThat(timings.starts(FUNCTION)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 8_000, 8_193, 1_000_000_000, 270_000_000_000L, Long.MAX_VALUE})
    void no_time_is_too_short_or_too_long(long nanos) {
        // When
        timings.started(FUNCTION, Duration.ofNanos(nanos));
        // Then
        var within = Math.clamp(nanos, 8_192, 274_877_906_944L);
        assertThat(timings.starts(FUNCTION).orElseThrow().median().toNanos() / (double) within)
                .isBetween(14 / 16.0, 18 / 16.0);
    }
}
