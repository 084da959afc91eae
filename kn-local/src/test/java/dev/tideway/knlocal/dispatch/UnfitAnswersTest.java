package dev.tideway.knlocal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.log.MemoryLog;
import dev.tideway.knlocal.manifest.DataPlane;
import dev.tideway.knlocal.schema.Inspection;
import dev.tideway.knlocal.testing.Events;
import dev.tideway.knlocal.testing.Remembered;
import dev.tideway.knlocal.testing.Schemata;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of an event whose subscriber answers with data that do not keep their schema.
class UnfitAnswersTest {
    private static final Event EVENT = Events.keyed("e-1", "key");
    private static final Event REPLY = Events.typed("r-1", "answered.v1");
    private static final String WHY = "data is missing, the schema wants JSON";

    private final MemoryLog log = new MemoryLog(1, MemoryLog.DEFAULT_LIMIT);
    private final Remembered journey = new Remembered();

    @TempDir private Path folder;
    private Inspection strict = Inspection.NONE;

    @BeforeEach
    void read() throws Exception {
        strict = new Inspection(Schemata.of(folder, "answered.v1", "{}"), true);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = DataPlane.class,
            names = {"KAFKA", "MT_BROKER"})
    void when_strict_it_is_a_dead_letter_at_once_with_the_reason(DataPlane plane) {
        // Given
        var script = new Script(Script.reply(200, REPLY));
        try (var rig = new Rig(Rig.Setting.of(plane).inspecting(strict), log, script, journey)) {
            // When
            rig.append(EVENT);
            await().until(() -> rig.lag() == 0);
            // Then
            assertThat(script.sent())
                    .extracting(Script.Sent::route)
                    .containsExactly(Rig.SUBSCRIBER, Rig.SINK);
            var why =
                    "its answer answered.v1 r-1 from /test does not keep the schema of its type: "
                            + WHY;
            var letter = script.sent().getLast().event().attributes();
            assertThat(letter)
                    .containsEntry("id", "e-1")
                    .containsEntry("knativeerrordest", Rig.SUBSCRIBER.uri().toString())
                    .containsEntry("knativeerrorcode", "502");
            assertThat(Base64.getDecoder().decode(letter.get("knativeerrordata")))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(why);
            assertThat(journey.steps(Step.DeadLettered.class))
                    .singleElement()
                    .extracting(Step.DeadLettered::why)
                    .isEqualTo(why);
            assertThat(journey.steps(Step.Violated.class))
                    .containsExactly(new Step.Violated(Rig.BROKER, violated(), true, WHY));
            assertThat(journey.steps(Step.Accepted.class)).isEmpty();
        }
    }

    private Event violated() {
        return journey.steps(Step.Violated.class).getFirst().event();
    }

    @Test
    void by_default_it_goes_into_the_log_and_that_is_told() {
        // Given
        var warning = new Inspection(strict.schemas(), false);
        var script = new Script(Script.reply(200, REPLY));
        try (var rig =
                new Rig(
                        Rig.Setting.of(DataPlane.KAFKA).inspecting(warning),
                        log,
                        script,
                        journey)) {
            // When
            rig.append(EVENT);
            await().until(() -> script.sent().size() == 2 && rig.lag() == 0);
            // Then
            assertThat(script.sent().getLast().event().id()).isEqualTo("r-1");
            assertThat(journey.steps(Step.Violated.class))
                    .containsExactly(new Step.Violated(Rig.BROKER, violated(), false, WHY));
            assertThat(journey.steps(Step.Delivered.class)).hasSize(2);
        }
    }

    @Test
    void the_answer_of_a_dead_letter_sink_is_never_refused() {
        // Given
        var script = new Script(Script.status(400), Script.reply(200, REPLY));
        try (var rig =
                new Rig(Rig.Setting.of(DataPlane.KAFKA).inspecting(strict), log, script, journey)) {
            // When
            rig.append(EVENT);
            await().until(() -> script.sent().size() == 3 && rig.lag() == 0);
            // Then
            assertThat(journey.steps(Step.DeadLettered.class)).hasSize(1);
            assertThat(journey.steps(Step.Lost.class)).isEmpty();
            assertThat(journey.steps(Step.Violated.class))
                    .containsExactly(new Step.Violated(Rig.BROKER, violated(), false, WHY));
        }
    }
}
