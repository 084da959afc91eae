package dev.tideway.forecastsimulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.forecastsimulate.Slice.LeadTime;
import dev.tideway.kit.testing.EventSchemas;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// What a forecast comes to in one loop in one process. The example of `forecast.completed` is the result of the example of
/// `forecast.request`; kn-local's flow tests compare what the functions make of that request with the same example.
class WholeForecastTest {
    private static final double TAIL = 0.025;
    private static final Offset<Double> NOTHING = Offset.offset(1e-12);

    private final JsonNode request = EventSchemas.example("dev.tideway.forecast.request.v1");
    private final JsonNode completed = EventSchemas.example("dev.tideway.forecast.completed.v1");
    private final int runs = request.path("runs").asInt();
    private final double level = request.path("serviceLevel").asDouble();

    @Test
    void the_example_of_a_result_is_what_the_example_of_a_request_comes_to() {
        assertThat(completed.path("products")).hasSize(request.path("products").size());
        for (int i = 0; i < request.path("products").size(); i++) {
            var product = request.path("products").path(i);
            expect(completed.path("products").path(i), simulated(product));
        }
    }

    private int[] simulated(JsonNode product) {
        var time = product.path("leadTime");
        var slice =
                new Slice(
                        "f",
                        1,
                        product.path("sku").asText(),
                        request.path("seed").asLong(),
                        product.path("dailyDemand").asDouble(),
                        new LeadTime(
                                time.path("meanDays").asDouble(), time.path("sdDays").asDouble()),
                        0,
                        runs);
        return Dense.of(Simulation.of(slice).run(0, runs).compact());
    }

    private void expect(JsonNode told, int[] counts) {
        int point = Dense.atRank(counts, (int) Math.ceil(level * runs));
        int covered = Arrays.stream(counts, 0, point + 1).sum();
        var ranks = BinomialDistribution.of(runs, level);
        int low = Dense.atRank(counts, ranks.inverseCumulativeProbability(TAIL));
        int high = Dense.atRank(counts, ranks.inverseCumulativeProbability(1 - TAIL) + 1);
        double least =
                BetaDistribution.of(covered, runs - covered + 1).inverseCumulativeProbability(TAIL);
        double most =
                BetaDistribution.of(covered + 1, runs - covered)
                        .inverseCumulativeProbability(1 - TAIL);

        var as =
                "%s %s %s %s %s".formatted(point, low, high, covered, Dense.moments(counts).mean());
        assertThat(told.path("reorderPoint").asInt()).as(as).isEqualTo(point);
        assertThat(told.at("/reorderPointInterval/low").asInt()).as(as).isEqualTo(low);
        assertThat(told.at("/reorderPointInterval/high").asInt()).as(as).isEqualTo(high);
        assertThat(told.path("attained").asDouble()).isEqualTo((double) covered / runs);
        assertThat(told.at("/attainedInterval/low").asDouble()).isCloseTo(least, NOTHING);
        assertThat(told.at("/attainedInterval/high").asDouble()).isCloseTo(most, NOTHING);
        assertThat(told.path("meanDemand").asDouble())
                .isCloseTo(Dense.moments(counts).mean(), Offset.offset(1e-9));
    }
}
