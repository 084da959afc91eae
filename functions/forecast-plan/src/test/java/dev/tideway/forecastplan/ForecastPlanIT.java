package dev.tideway.forecastplan;

import static dev.tideway.forecastplan.Forecast.COMPLETED;
import static dev.tideway.forecastplan.Forecast.PROGRESSED;
import static dev.tideway.forecastplan.Forecast.REJECTED;
import static dev.tideway.forecastplan.Forecast.REQUESTED;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.kit.testing.Answer;
import dev.tideway.kit.testing.AtOnce;
import dev.tideway.kit.testing.Mode;
import dev.tideway.kit.testing.TestDatabase;
import dev.tideway.kit.testing.TestEvent;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Events in, events and state out, with a real PostgreSQL and a sink.
@QuarkusTest
@WithTestResource(
        value = TestDatabase.class,
        initArgs = @ResourceArg(name = "schema", value = "planning"))
@WithTestResource(TestSink.class)
class ForecastPlanIT {
    private final Forecast forecast = Forecast.unheard();

    private static void expectNothing(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    }

    @ParameterizedTest
    @EnumSource
    void a_forecast_is_scattered_into_slices_with_keys_of_their_own(Mode mode) {
        var answer = forecast.request(3).post(mode).expect(PROGRESSED);

        assertThat(answer.data().path("done").asInt()).isZero();
        assertThat(answer.data().path("total").asInt()).isEqualTo(3);
        assertThat(answer.attributes()).containsEntry("partitionkey", forecast.id());
        var slices = forecast.emitted(REQUESTED);
        assertThat(slices)
                .extracting(it -> it.data().path("firstRun").asInt())
                .containsExactlyInAnyOrder(0, 100, 200);
        assertThat(slices)
                .extracting(TestSink.Emitted::partitionKey)
                .containsExactlyInAnyOrder(
                        forecast.id() + "/1", forecast.id() + "/2", forecast.id() + "/3");
        assertThat(forecast.state().getString("state")).isEqualTo("RUNNING");
    }

    @Test
    void delivered_again_a_request_emits_the_missing_slices_again_under_the_same_ids() {
        var request = forecast.request(3);
        var first = request.post(Mode.BINARY).expect(PROGRESSED);
        var ids = ids(forecast.emitted(REQUESTED));
        expect(PROGRESSED, forecast.computed(2));

        var second = request.post(Mode.BINARY).expect(PROGRESSED);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(forecast.emitted(REQUESTED)).hasSize(5);
        assertThat(ids(forecast.emitted(REQUESTED))).isEqualTo(ids).hasSize(3);
    }

    private static Set<String> ids(List<TestSink.Emitted> emitted) {
        var ids = new HashSet<String>();
        emitted.forEach(it -> ids.add(it.id()));
        return ids;
    }

    @Test
    void what_the_sink_does_not_take_is_emitted_when_the_request_comes_again() {
        var request = forecast.request(3);
        TestSink.refuse(2);
        assertThat(request.post(Mode.BINARY).status()).isEqualTo(500);
        assertThat(forecast.emitted(REQUESTED)).hasSize(1);

        request.post(Mode.BINARY).expect(PROGRESSED);

        assertThat(ids(forecast.emitted(REQUESTED))).hasSize(3);
    }

    @Test
    void the_same_forecast_asked_for_in_another_event_is_no_news() {
        forecast.request(3).post(Mode.BINARY).expect(PROGRESSED);
        expectNothing(forecast.request(3).post(Mode.BINARY));
        assertThat(forecast.emitted(REQUESTED)).hasSize(3);
    }

    @Test
    void another_forecast_under_the_same_id_is_a_mistake() {
        forecast.request(3).post(Mode.BINARY).expect(PROGRESSED);
        var answer = forecast.request(4).post(Mode.BINARY);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.line()).contains(forecast.id() + " exists with other content");
    }

    @Test
    void a_request_that_breaks_rules_is_rejected_with_all_of_them() {
        var data = forecast.data(3);
        data.put("runs", 7);
        data.remove("serviceLevel");

        var rejected = forecast.request(data).post(Mode.BINARY).expect(REJECTED);

        assertThat(rejected.data().path("reasons")).hasSize(2);
        assertThat(forecast.emitted(REQUESTED)).isEmpty();
        assertThat(forecast.state().getString("state")).isEqualTo("REJECTED");
        assertThat(forecast.state().getString("reason")).contains("runs", "serviceLevel");
        assertThat(forecast.state().getString("endedAt")).endsWith("Z");
    }

    @Test
    void results_in_any_order_and_more_than_once_complete_it_once() {
        forecast.request(3).post(Mode.BINARY);
        var second = forecast.computed(2);
        expect(PROGRESSED, forecast.computed(3));
        expect(PROGRESSED, second);
        expect(PROGRESSED, second);
        expectNothing(forecast.computed(3).post(Mode.BINARY));

        var last = forecast.computed(1);
        var answer = last.post(Mode.BINARY);

        var product = Forecast.result(answer);
        assertThat(product.path("runs").asInt()).isEqualTo(300);
        assertThat(product.path("meanDemand").asDouble()).isEqualTo(2.5);
        // 50 replications had a demand of 1, 100 of 2, 100 of 3, 50 of 4.
        assertThat(product.path("reorderPoint").asInt()).isEqualTo(4);
        assertThat(last.post(Mode.BINARY).id()).isEqualTo(answer.id());
        expectNothing(forecast.computed(1).post(Mode.BINARY));
        assertThat(forecast.state().getString("state")).isEqualTo("COMPLETED");
        assertThat(forecast.state().getInt("done")).isEqualTo(3);
        assertThat(forecast.state().getInt("result.products[0].reorderPoint")).isEqualTo(4);
    }

    private static void expect(String type, TestEvent event) {
        event.post(Mode.BINARY).expect(type);
    }

    @Test
    void many_results_at_once_complete_it_once() throws Exception {
        forecast.request(24).post(Mode.BINARY);
        var results = new ArrayList<Callable<Answer>>();
        for (int slice = 1; slice <= 24; slice++) {
            var result = forecast.computed(slice);
            var duplicate = forecast.computed(slice);
            results.add(() -> result.post(Mode.BINARY));
            results.add(() -> duplicate.post(Mode.BINARY));
        }

        var answers = AtOnce.all(results);

        assertThat(answers).allMatch(it -> it.status() < 300);
        assertThat(answers).filteredOn(it -> it.type().equals(COMPLETED)).hasSize(1);
        // Of results that are committed at the same time, one tells what they come to together.
        assertThat(answers)
                .filteredOn(it -> it.type().equals(PROGRESSED))
                .hasSizeBetween(0, 9)
                .extracting(it -> it.data().path("done").asInt() * 10 / 24)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_result_that_is_none_is_refused_and_spoils_nothing() {
        forecast.request(1).post(Mode.BINARY);
        for (var wrong :
                List.of(
                        Map.of("values", List.of(1), "counts", List.of(99)),
                        Map.of("values", List.of(2, 1), "counts", List.of(50, 50)),
                        Map.of("values", List.of(1, 2), "counts", List.of(0, 100)))) {
            assertThat(forecast.computed(1, Map.copyOf(wrong)).post(Mode.BINARY).status())
                    .isEqualTo(422);
        }
        expect(COMPLETED, forecast.computed(1));
    }

    @Test
    void a_forecast_that_nobody_asked_for_is_unknown() {
        assertThat(forecast.computed(1).post(Mode.BINARY).line())
                .isEqualTo("there is no forecast " + forecast.id());
        assertThat(get("/forecasts/" + forecast.id()).statusCode()).isEqualTo(404);
        assertThat(forecast.state().getString("error"))
                .isEqualTo("there is no forecast " + forecast.id());
    }
}
