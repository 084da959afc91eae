package dev.tideway.knlocal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.testing.Events;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        timings.record(new Step.Lost(TRIGGER, event, "no sink"));
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
}
