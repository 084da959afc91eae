package dev.tideway.forecastsimulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tideway.kit.testing.EventSchemas;
import dev.tideway.kit.testing.Mode;
import dev.tideway.kit.testing.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Events in, events out.
@QuarkusTest
class ForecastSimulateIT {
    private static final String REQUESTED = "dev.tideway.forecast.slice.requested.v1";
    private static final String COMPUTED = "dev.tideway.forecast.slice.computed.v1";

    private final JsonNode slice = EventSchemas.example(REQUESTED);

    @ParameterizedTest
    @EnumSource
    void a_slice_is_computed_and_keeps_its_partition_key(Mode mode) {
        var answer = TestEvent.of(REQUESTED, slice).about("f-2026-10/1").post(mode);

        assertThat(answer.expect(COMPUTED).data()).isEqualTo(EventSchemas.example(COMPUTED));
        assertThat(answer.attributes()).containsEntry("partitionkey", "f-2026-10/1");
    }

    @Test
    void asked_for_again_in_another_attempt_it_has_the_same_result() {
        var again = ((ObjectNode) slice.deepCopy()).put("attempt", 3);

        var first = TestEvent.of(REQUESTED, slice).post(Mode.BINARY).expect(COMPUTED);
        var second = TestEvent.of(REQUESTED, again).post(Mode.BINARY).expect(COMPUTED);

        assertThat(second.data()).isEqualTo(first.data());
        assertThat(second.id()).isNotEqualTo(first.id());
    }

    @ParameterizedTest
    @CsvSource({
        "runs, 0, runs is not 1 to 10000000",
        "firstRun, -1, firstRun is below 0",
        "dailyDemand, 0, dailyDemand is not above 0",
        "dailyDemand, 1e300, dailyDemand is not above 0"
    })
    void a_slice_that_cannot_be_is_refused_for_good_with_its_reason(
            String field, double value, String reason) {
        var wrong = (ObjectNode) slice.deepCopy();
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            wrong.put(field, (long) value);
        } else {
            wrong.put(field, value);
        }
        var answer = TestEvent.of(REQUESTED, wrong).post(Mode.BINARY);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.line()).contains(reason);
    }
}
