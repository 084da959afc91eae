package dev.tideway.knlocal.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.testing.LogLines;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JourneyLogTest {
    private static final ObjectRef BROKER = new ObjectRef("Broker", new Key("default", "default"));
    private static final ObjectRef TRIGGER = new ObjectRef("Trigger", new Key("default", "orders"));
    private static final Event EVENT =
            Event.of(
                    Map.of(
                            "specversion",
                            "1.0",
                            "id",
                            "7",
                            "source",
                            "/shop",
                            "type",
                            "order.place"),
                    "a secret".getBytes(StandardCharsets.UTF_8));

    private Instant now = Instant.parse("2026-11-01T12:00:00Z");
    private final JourneyLog journey = new JourneyLog(() -> now);

    @Test
    void each_step_is_one_line_that_names_the_event_and_the_place_and_never_the_data() {
        try (var log = LogLines.of("journey")) {
            journey.record(new Step.Accepted(BROKER, EVENT, 3, 17));
            journey.record(
                    new Step.Refused(Optional.empty(), "/default/nope", 404, "no such broker"));
            journey.record(
                    new Step.Delivered(
                            TRIGGER, EVENT, 2, Duration.ofMillis(12), Optional.of(EVENT)));
            journey.record(new Step.Retrying(TRIGGER, EVENT, 1, "503", Duration.ofMillis(400)));
            journey.record(
                    new Step.DeadLettered(
                            TRIGGER,
                            EVENT,
                            URI.create("http://dead-letters"),
                            "400 bad",
                            List.of()));
            journey.record(new Step.Lost(TRIGGER, EVENT, "no sink", List.of()));

            assertThat(log.lines())
                    .hasSize(6)
                    .noneMatch(line -> line.contains("secret") || line.contains("\n"))
                    .satisfiesExactly(
                            line ->
                                    assertThat(line)
                                            .startsWith("INFO")
                                            .contains(
                                                    "order.place 7 from /shop",
                                                    "partition 3 offset 17"),
                            line ->
                                    assertThat(line)
                                            .startsWith("WARNING")
                                            .contains("/default/nope", "404", "no such broker"),
                            line ->
                                    assertThat(line)
                                            .startsWith("INFO")
                                            .contains(
                                                    "default/orders",
                                                    "12 ms",
                                                    "attempt 2",
                                                    "answered"),
                            line ->
                                    assertThat(line)
                                            .startsWith("WARNING")
                                            .contains("400 ms", "503"),
                            line ->
                                    assertThat(line)
                                            .startsWith("WARNING")
                                            .contains("http://dead-letters", "400 bad"),
                            line -> assertThat(line).startsWith("SEVERE").contains("no sink"));
        }
    }

    @Test
    void a_burst_of_good_news_is_told_in_part_and_counted_and_bad_news_always_told() {
        try (var log = LogLines.of("journey")) {
            for (int i = 0; i < 80; i++) {
                journey.record(new Step.Accepted(BROKER, EVENT, 0, i));
            }
            journey.record(new Step.Lost(TRIGGER, EVENT, "no sink", List.of()));
            assertThat(log.lines()).hasSize(51).last().asString().contains("lost");

            now = now.plusSeconds(1);
            journey.record(new Step.Accepted(BROKER, EVENT, 0, 81));

            assertThat(log.lines()).hasSize(53);
            assertThat(log.lines().get(51)).contains("and 30 more steps");
        }
    }

    @Test
    void a_burst_of_violations_is_told_in_part_and_leaves_room_for_good_news() {
        try (var log = LogLines.of("journey")) {
            for (int i = 0; i < 80; i++) {
                journey.record(new Step.Violated(BROKER, EVENT, false, "/id is missing"));
            }
            journey.record(new Step.Accepted(BROKER, EVENT, 0, 1));
            assertThat(log.lines())
                    .hasSize(51)
                    .first()
                    .asString()
                    .startsWith("WARNING violated ")
                    .endsWith("/id is missing");

            now = now.plusSeconds(1);
            journey.record(new Step.Violated(BROKER, EVENT, false, "/id is missing"));

            assertThat(log.lines().get(51)).contains("and 30 more against their schema");
            assertThat(log.lines()).hasSize(53);

            // Of one that is refused the next step tells, with the same reason.
            journey.record(new Step.Violated(BROKER, EVENT, true, "/id is missing"));
            assertThat(log.lines()).hasSize(53);
        }
    }
}
