package dev.tideway.deadletters;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.kit.testing.Answer;
import dev.tideway.kit.testing.AtOnce;
import dev.tideway.kit.testing.Mode;
import dev.tideway.kit.testing.TestDatabase;
import dev.tideway.kit.testing.TestEvent;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(
        value = TestDatabase.class,
        initArgs = @ResourceArg(name = "schema", value = "operations"))
class DeadLettersIT {
    private final String id = UUID.randomUUID().toString();

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private TestEvent dead(String destination) {
        return TestEvent.of("any.type.v1", "{\"a\":1}")
                .id(id)
                .about("s-1")
                .with("time", "2026-01-01T00:00:00Z")
                .with("knativeerrordest", destination)
                .with("knativeerrorcode", "422")
                .with("knativeerrordata", base64("no such order"));
    }

    private static JsonPath list(int limit) {
        return given().queryParam("limit", limit).get("/dead-letters").jsonPath();
    }

    private static JsonPath open(Object letter) {
        return given().get("/dead-letters/" + letter).jsonPath();
    }

    private static void expectKept(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void an_event_is_kept_whole_with_the_reason(Mode mode) {
        // When
        expectKept(dead("http://orders/").post(mode));
        // Then
        var letter = open(list(1).getLong("[0].id"));
        assertThat(letter.getString("type")).isEqualTo("any.type.v1");
        assertThat(letter.getString("eventId")).isEqualTo(id);
        assertThat(letter.getString("destination")).isEqualTo("http://orders/");
        assertThat(letter.getInt("code")).isEqualTo(422);
        assertThat(letter.getString("reason")).isEqualTo("no such order");
        assertThat(letter.getString("receivedAt")).endsWith("Z");
        assertThat(letter.getMap("event"))
                .isEqualTo(
                        Map.ofEntries(
                                Map.entry("specversion", "1.0"),
                                Map.entry("id", id),
                                Map.entry("source", "/test"),
                                Map.entry("type", "any.type.v1"),
                                Map.entry("subject", "s-1"),
                                Map.entry("partitionkey", "s-1"),
                                Map.entry("time", "2026-01-01T00:00:00Z"),
                                Map.entry("datacontenttype", "application/json"),
                                Map.entry("data", Map.of("a", 1))));
    }

    private Map<String, String> headers(String contentType) {
        var headers = new HashMap<String, String>();
        headers.put("ce-specversion", "1.0");
        headers.put("ce-id", id);
        headers.put("ce-source", "/test");
        headers.put("ce-type", "any.type.v1");
        headers.put("content-type", contentType);
        return headers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "text/plain; charset=utf-8", "application/json"})
    void data_that_is_no_json_is_kept_as_bytes(String contentType) {
        expectKept(TestEvent.post(headers(contentType), "not {json"));
        var event = open(list(1).getLong("[0].id"));
        assertThat(event.getString("event.datacontenttype")).isEqualTo(contentType);
        assertThat(event.getString("event.data_base64")).isEqualTo(base64("not {json"));
    }

    @Test
    void an_event_without_data_is_kept_too() {
        expectKept(TestEvent.post(headers("application/json"), ""));
        var event = open(list(1).getLong("[0].id"));
        assertThat(event.getString("event.id")).isEqualTo(id);
        assertThat(event.getMap("event")).doesNotContainKeys("data", "data_base64");
    }

    @Test
    void delivered_again_it_is_kept_once_for_each_destination() {
        for (var destination : new String[] {"http://a/", "http://b/", "http://a/"}) {
            expectKept(dead(destination).post(Mode.BINARY));
        }
        assertThat(list(1000).getList("findAll { it.eventId == '" + id + "' }.destination"))
                .containsExactly("http://b/", "http://a/");
    }

    @Test
    void delivered_many_times_at_once_it_is_kept_once() throws Exception {
        Callable<Answer> delivery = () -> dead("http://a/").post(Mode.BINARY);
        AtOnce.all(Collections.nCopies(12, delivery)).forEach(DeadLettersIT::expectKept);
        assertThat(list(1000).getList("findAll { it.eventId == '" + id + "' }")).hasSize(1);
    }

    @Test
    void the_newest_come_first_and_no_more_than_asked_for() {
        for (int i = 0; i < 3; i++) {
            expectKept(dead("http://" + i + "/").post(Mode.BINARY));
        }
        assertThat(list(2).getList("destination")).containsExactly("http://2/", "http://1/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "many", ""})
    void a_limit_that_is_none_is_refused_with_400(String limit) {
        var answer = given().queryParam("limit", limit).get("/dead-letters");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("error"))
                .isEqualTo("limit is a number from 1 to 1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "999999999", "x"})
    void a_letter_that_is_not_there_is_404(String letter) {
        var answer = given().get("/dead-letters/" + letter);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.jsonPath().getString("error"))
                .isEqualTo("there is no dead letter " + letter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=noon", "to=2026", "state=gone"})
    void a_filter_that_is_none_is_refused_with_400(String query) {
        var answer = given().get("/dead-letters?" + query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("error"))
                .startsWith(query.split("=", -1)[0] + " is ");
    }

    @Test
    void without_a_sink_nothing_can_be_redriven() {
        expectKept(dead("http://a/").post(Mode.BINARY));
        var answer = given().post("/dead-letters/" + list(1).getLong("[0].id") + "/redrive");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.jsonPath().getString("error"))
                .isEqualTo("K_SINK is not set: bind this function with a SinkBinding");
        assertThat(list(1).getString("[0].state")).isEqualTo("waiting");
    }

    @Test
    void only_the_envelope_is_looked_at_but_that_strictly() {
        var answer = dead("http://a/").without("source").post(Mode.BINARY);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.line()).isEqualTo("source is missing");
    }
}
