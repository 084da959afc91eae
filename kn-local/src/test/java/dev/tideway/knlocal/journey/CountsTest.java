package dev.tideway.knlocal.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.testing.Events;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CountsTest {
    private static final ObjectRef BROKER = new ObjectRef("Broker", new Key("default", "default"));
    private static final ObjectRef TRIGGER = new ObjectRef("Trigger", new Key("default", "orders"));

    private final Counts counts = new Counts();

    @Test
    void every_step_is_counted_where_it_belongs() {
        var event = Events.plain("1");

        counts.record(new Step.Accepted(BROKER, event, 0, 0));
        counts.record(new Step.Refused(Optional.of(BROKER), "/default/default", 400, "bad"));
        counts.record(new Step.Refused(Optional.empty(), "/nowhere", 404, "no broker"));
        counts.record(new Step.Violated(BROKER, event, false, "/id is missing"));
        counts.record(
                new Step.Held(TRIGGER, event, new Key("default", "orders"), Duration.ZERO, true));
        counts.record(new Step.Delivered(TRIGGER, event, 1, Duration.ZERO, Optional.empty()));
        counts.record(new Step.Retrying(TRIGGER, event, 1, "503", Duration.ZERO));
        counts.record(
                new Step.DeadLettered(TRIGGER, event, URI.create("http://d"), "400", List.of()));
        counts.record(new Step.Lost(TRIGGER, event, "no sink", List.of()));

        assertThat(counts.in(BROKER).accepted().sum()).isEqualTo(1);
        assertThat(counts.in(BROKER).refused().sum()).isEqualTo(1);
        assertThat(counts.in(BROKER).violated().sum()).isEqualTo(1);
        assertThat(counts.out(TRIGGER).delivered().sum()).isEqualTo(1);
        assertThat(counts.out(TRIGGER).retried().sum()).isEqualTo(1);
        assertThat(counts.out(TRIGGER).deadLettered().sum()).isEqualTo(2);
        assertThat(counts.in(BROKER).types().all()).isEqualTo(Map.of(event.type(), 1L));
        assertThat(counts.out(TRIGGER).types().all()).isEqualTo(Map.of(event.type(), 1L));
        assertThat(counts.out(TRIGGER).answers().all()).isEmpty();
        assertThat(
                        counts.out(new ObjectRef("Trigger", new Key("default", "other")))
                                .delivered()
                                .sum())
                .isZero();
    }

    @Test
    void types_that_somebody_makes_up_are_counted_as_one() {
        // When
        for (int i = 0; i < ByType.LIMIT + 50; i++) {
            var event = Events.plain("1").with("type", "made.up." + i);
            counts.record(new Step.Delivered(TRIGGER, event, 1, Duration.ZERO, Optional.of(event)));
        }
        var endless = Events.plain("1").with("type", "x".repeat(ByType.LONGEST + 1));
        counts.record(new Step.Accepted(BROKER, endless, 0, 0));
        // Then
        assertThat(counts.out(TRIGGER).types().all())
                .hasSize(ByType.LIMIT + 1)
                .containsEntry("made.up.0", 1L)
                .containsEntry(ByType.OTHERS, 50L);
        assertThat(counts.out(TRIGGER).answers().all()).hasSize(ByType.LIMIT + 1);
        assertThat(counts.in(BROKER).types().all()).isEqualTo(Map.of(ByType.OTHERS, 1L));
    }
}
