package dev.tideway.forecastplan;

import static io.restassured.RestAssured.get;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.kit.testing.Answer;
import dev.tideway.kit.testing.EventSchemas;
import dev.tideway.kit.testing.TestEvent;
import io.restassured.path.json.JsonPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A forecast as tests ask for it, and as its slices come back.
record Forecast(String id) {
    static final String REQUEST = "dev.tideway.forecast.request.v1";
    static final String REJECTED = "dev.tideway.forecast.rejected.v1";
    static final String REQUESTED = "dev.tideway.forecast.slice.requested.v1";
    static final String COMPUTED = "dev.tideway.forecast.slice.computed.v1";
    static final String PROGRESSED = "dev.tideway.forecast.progressed.v1";
    static final String COMPLETED = "dev.tideway.forecast.completed.v1";
    static final String FAILED = "dev.tideway.forecast.failed.v1";

    /// With an id of its own.
    static Forecast unheard() {
        return new Forecast("f-" + UUID.randomUUID());
    }

    /// So many slices of 100 replications of one product.
    TestEvent request(int slices) {
        return request(data(slices));
    }

    TestEvent request(Map<String, Object> data) {
        return TestEvent.of(REQUEST, data).about(id);
    }

    Map<String, Object> data(int slices) {
        return new HashMap<>(
                Map.of(
                        "forecastId",
                        id,
                        "runs",
                        100 * slices,
                        "serviceLevel",
                        0.9,
                        "runsPerSlice",
                        100,
                        "products",
                        List.of(product("tea", 4))));
    }

    static Map<String, Object> product(String sku, double dailyDemand) {
        return Map.of(
                "sku",
                sku,
                "dailyDemand",
                dailyDemand,
                "leadTime",
                Map.of("meanDays", 5, "sdDays", 1));
    }

    /// What has been emitted of it, so far; each valid by its schema.
    List<TestSink.Emitted> emitted(String type) {
        var emitted = TestSink.about(id).stream().filter(it -> it.type().equals(type)).toList();
        emitted.forEach(it -> EventSchemas.expectValid(type, it.data()));
        return emitted;
    }

    /// The result of a slice: half of the replications had a demand of its number, half the next.
    TestEvent computed(int slice) {
        return computed(
                slice, Map.of("values", List.of(slice, slice + 1), "counts", List.of(50, 50)));
    }

    TestEvent computed(int slice, Map<String, Object> demand) {
        return TestEvent.of(
                        COMPUTED,
                        Map.of(
                                "forecastId", id,
                                "slice", slice,
                                "sku", "tea",
                                "runs", 100,
                                "demand", demand))
                .about(id + "/" + slice);
    }

    /// An emitted slice as the broker hands it back, for nobody could compute it.
    static TestEvent returned(TestSink.Emitted slice) {
        return TestEvent.of(REQUESTED, slice.data())
                .id(slice.id())
                .with("source", "/forecast-plan")
                .about(slice.partitionKey())
                .with("knativeerrorcode", "500")
                .with("knativeerrordata", "b3V0IG9mIG1lbW9yeQ==");
    }

    /// The clock's event.
    static TestEvent tick() {
        return TestEvent.of("dev.knative.sources.ping", "{}")
                .with("source", "/apis/v1/namespaces/default/pingsources/forecast-check");
    }

    static JsonNode result(Answer answer) {
        return answer.expect(COMPLETED).data().path("products").path(0);
    }

    JsonPath state() {
        return get("/forecasts/" + id).jsonPath();
    }
}
