package dev.tideway.deadletters;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.kit.testing.AtOnce;
import dev.tideway.kit.testing.Mode;
import dev.tideway.kit.testing.TestDatabase;
import dev.tideway.kit.testing.TestEvent;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Letters sent again, with a real PostgreSQL and a sink.
@QuarkusTest
@WithTestResource(
        value = TestDatabase.class,
        initArgs = @ResourceArg(name = "schema", value = "operations"))
@WithTestResource(TestSink.class)
class RedriveIT {
    private final String id = UUID.randomUUID().toString();

    @Inject DataSource database;

    @BeforeEach
    void sinkTakesAll() {
        TestSink.answers(202);
        TestSink.doesBeforeItAnswers(_ -> {});
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static TestEvent dead(String eventId, String reason) {
        return TestEvent.of("any.type.v1", "{\"a\":1}")
                .id(eventId)
                .about("s-1")
                .with("time", "2026-01-01T00:00:00Z")
                .with("knativekafkaoffset", "7")
                .with("knativeerrordest", "http://orders/")
                .with("knativeerrorcode", "422")
                .with("knativeerrordata", base64(reason));
    }

    /// Kept, and its letter's number.
    private static long letter(String eventId, String reason) {
        assertThat(dead(eventId, reason).post(Mode.BINARY).status()).isEqualTo(204);
        return given().queryParam("limit", 1000)
                .get("/dead-letters")
                .jsonPath()
                .getLong("find { it.eventId == '" + eventId + "' }.id");
    }

    private static JsonPath open(long letter) {
        return given().get("/dead-letters/" + letter).jsonPath();
    }

    private static Response redrive(long letter) {
        return given().post("/dead-letters/" + letter + "/redrive");
    }

    private static Response redrive(String json) {
        return given().contentType("application/json").body(json).post("/dead-letters/redrive");
    }

    @ParameterizedTest
    @EnumSource
    void the_event_is_sent_as_it_was_with_the_number_of_the_redrive(Mode mode) {
        // Given
        assertThat(dead(id, "no such order").post(mode).status()).isEqualTo(204);
        long letter = given().get("/dead-letters?limit=1").jsonPath().getLong("[0].id");
        // When
        var answer = redrive(letter);
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getString("outcome")).isEqualTo("redriven");
        var sent = TestSink.sent(id).getFirst();
        assertThat(sent.body()).isEqualTo("{\"a\":1}");
        assertThat(sent.headers())
                .containsEntry("ce-type", "any.type.v1")
                .containsEntry("ce-source", "/test")
                .containsEntry("ce-subject", "s-1")
                .containsEntry("ce-partitionkey", "s-1")
                .containsEntry("ce-time", "2026-01-01T00:00:00Z")
                .containsEntry("content-type", "application/json")
                .doesNotContainKeys("ce-knativeerrordest", "ce-knativeerrorcode")
                .doesNotContainKeys("ce-knativeerrordata", "ce-knativekafkaoffset");
        assertThat(sent.header("ce-redriveid")).matches("[1-9][0-9]*");
        assertThat(open(letter).getString("state")).isEqualTo("redriven");
        assertThat(open(letter).getString("redrivenAt")).endsWith("Z");
        assertThat(open(letter).getList("history.what")).containsExactly("undelivered", "redriven");
    }

    @Test
    void asked_for_by_many_at_once_it_is_sent_once() throws Exception {
        // Given
        var letter = letter(id, "no such order");
        Callable<Integer> client = () -> redrive(letter).statusCode();
        // When
        var answers = AtOnce.all(Collections.nCopies(8, client));
        // Then
        assertThat(TestSink.sent(id)).hasSize(1);
        assertThat(answers).containsOnlyOnce(200).containsOnly(200, 409);
        assertThat(redrive(letter).statusCode()).isEqualTo(409);
        assertThat(TestSink.sent(id)).hasSize(1);
    }

    @Test
    void what_the_sink_refuses_waits_as_before_and_can_be_sent_later() {
        // Given
        var letter = letter(id, "no such order");
        TestSink.answers(503);
        // When
        var answer = redrive(letter);
        // Then
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.jsonPath().getString("why")).contains("answered 503");
        assertThat(open(letter).getString("state")).isEqualTo("waiting");
        assertThat(open(letter).getString("redrivenAt")).isNull();
        assertThat(open(letter).getString("history[1].what")).isEqualTo("failed");
        assertThat(open(letter).getString("history[1].reason")).contains("answered 503");
        // When
        TestSink.answers(202);
        assertThat(redrive(letter).statusCode()).isEqualTo(200);
        // Then
        assertThat(TestSink.sent(id)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {TestSink.HANGS_UP, 504})
    void what_may_have_arrived_is_unsure_and_not_sent_again_by_itself(int status)
            throws SQLException {
        // Given
        var letter = letter(id, "no such order");
        TestSink.answers(status);
        // When
        assertThat(redrive(letter).statusCode()).isEqualTo(504);
        TestSink.answers(202);
        // Then
        assertThat(open(letter).getString("state")).isEqualTo("unsure");
        assertThat(redrive(letter).statusCode()).isEqualTo(409);
        var all = TestSink.sent(id).size();
        // Somebody may still be sending it, until a minute is over.
        var wish = "{\"ids\":[%d],\"state\":\"unsure\"}".formatted(letter);
        assertThat(redrive(wish).jsonPath().getInt("already")).isEqualTo(1);
        aMinuteAgo(letter);
        assertThat(redrive(wish).jsonPath().getInt("redriven")).isEqualTo(1);
        assertThat(TestSink.sent(id)).hasSize(all + 1);
    }

    private void aMinuteAgo(long letter) throws SQLException {
        try (var connection = database.getConnection();
                var update =
                        connection.prepareStatement(
                                "update dead_letter set redriven_at = redriven_at - interval '61 s' where id = ?")) {
            update.setLong(1, letter);
            update.executeUpdate();
        }
    }

    @Test
    void one_that_fails_again_comes_back_to_the_same_letter_with_its_history() {
        // Given
        var letter = letter(id, "no such order");
        assertThat(redrive(letter).statusCode()).isEqualTo(200);
        var number = TestSink.sent(id).getFirst().header("ce-redriveid");
        // When
        var back = dead(id, "still no such order").with("redriveid", number);
        assertThat(back.post(Mode.BINARY).status()).isEqualTo(204);
        assertThat(back.post(Mode.BINARY).status()).isEqualTo(204);
        // Then
        var opened = open(letter);
        assertThat(opened.getString("state")).isEqualTo("waiting");
        assertThat(opened.getInt("times")).isEqualTo(2);
        assertThat(opened.getString("reason")).isEqualTo("still no such order");
        assertThat(opened.getList("history.what"))
                .containsExactly("undelivered", "redriven", "undelivered");
        assertThat(opened.getMap("event")).doesNotContainKey("redriveid");
        // When
        assertThat(redrive(letter).statusCode()).isEqualTo(200);
        assertThat(back.post(Mode.BINARY).status()).isEqualTo(204);
        // Then
        assertThat(open(letter).getString("state"))
                .as("what comes late from the redrive before")
                .isEqualTo("redriven");
    }

    @Test
    void one_that_is_back_before_the_sink_has_answered_waits_again() {
        // Given
        var letter = letter(id, "no such order");
        TestSink.doesBeforeItAnswers(sent ->
                dead(id, "again").with("redriveid", sent.header("ce-redriveid")).post(Mode.BINARY));
        // When
        assertThat(redrive(letter).statusCode()).isEqualTo(200);
        // Then
        assertThat(open(letter).getString("state")).isEqualTo("waiting");
        assertThat(open(letter).getList("history.what"))
                .containsExactly("undelivered", "redriven", "undelivered");
    }

    @Test
    void delivered_again_without_a_redrive_a_redriven_letter_stays_so() {
        var letter = letter(id, "no such order");
        assertThat(redrive(letter).statusCode()).isEqualTo(200);
        assertThat(letter(id, "no such order")).isEqualTo(letter);
        assertThat(open(letter).getString("state")).isEqualTo("redriven");
        assertThat(open(letter).getInt("times")).isEqualTo(1);
    }

    @Test
    void many_are_chosen_by_reason_and_time_and_keep_their_order() {
        // Given
        var reason = "out of " + id;
        var early = letter(id + "-0", reason);
        var from = open(letter(id + "-1", reason)).getString("lastAt");
        letter(id + "-2", "REASON: " + reason.toUpperCase(Locale.ROOT));
        letter(id + "-3", "something else");
        // When
        var body =
                "{\"reason\":\"%s\",\"type\":\"any.type.v1\",\"destination\":\"orders\",\"from\":\"%s\"}";
        var done = redrive(body.formatted(reason, from)).jsonPath();
        // Then
        assertThat(done.getInt("redriven")).isEqualTo(2);
        assertThat(done.getInt("left")).isZero();
        assertThat(done.getList("letters.id", Long.class)).isSorted();
        assertThat(TestSink.sent(id + "-0")).isEmpty();
        assertThat(TestSink.sent(id + "-1")).hasSize(1);
        assertThat(TestSink.sent(id + "-2")).hasSize(1);
        assertThat(TestSink.sent(id + "-3")).isEmpty();
        assertThat(redrive(body.formatted(reason, from)).jsonPath().getInt("redriven")).isZero();
        // When
        var until = "{\"reason\":\"%s\",\"to\":\"%s\"}".formatted(reason, from);
        assertThat(redrive(until).jsonPath().getList("letters.id", Long.class))
                .containsExactly(early);
    }

    @Test
    void many_are_chosen_by_their_ids_and_each_has_its_outcome() {
        var first = letter(id + "-1", "a");
        var second = letter(id + "-2", "a");
        assertThat(redrive(first).statusCode()).isEqualTo(200);
        var done =
                redrive("{\"ids\":[%d,%d,999999999,%d]}".formatted(second, first, second))
                        .jsonPath();
        assertThat(done.getList("letters.outcome"))
                .containsExactly("redriven", "already", "missing");
        assertThat(done.getString("letters[1].why")).startsWith("it is redriven since 20");
        assertThat(done.getString("letters[2].why")).isEqualTo("there is no dead letter 999999999");
    }

    @Test
    void when_the_sink_fails_the_rest_is_left() {
        var letters =
                List.of(letter(id + "-1", "a"), letter(id + "-2", "a"), letter(id + "-3", "a"));
        TestSink.answers(503);
        var done = redrive("{\"ids\":%s}".formatted(letters)).jsonPath();
        assertThat(done.getInt("failed")).isEqualTo(1);
        assertThat(done.getInt("left")).isEqualTo(2);
        assertThat(TestSink.sent(id + "-2")).isEmpty();
        // One that is refused for what it is does not stand in the others' way.
        TestSink.answers(400);
        assertThat(redrive("{\"ids\":%s}".formatted(letters)).jsonPath().getInt("failed"))
                .isEqualTo(3);
    }

    @Test
    void the_list_is_of_those_that_are_asked_for() {
        // Given
        var reason = "because " + id;
        var waiting = letter(id + "-1", reason);
        var redriven = letter(id + "-2", reason);
        assertThat(redrive(redriven).statusCode()).isEqualTo(200);
        // Then
        assertThat(listed(reason, "")).containsExactly(redriven, waiting);
        assertThat(listed(reason, "waiting")).containsExactly(waiting);
        assertThat(listed(reason, "redriven")).containsExactly(redriven);
        assertThat(listed(id, "unsure")).isEmpty();
    }

    private static List<Long> listed(String reason, String state) {
        return given().queryParam("reason", reason)
                .queryParam("state", state)
                .get("/dead-letters")
                .jsonPath()
                .getList("id", Long.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{}                          | say which: ids, or at least one of reason, type, destination, from and to",
                "{'reason':''}               | say which: ids, or at least one of reason, type, destination, from and to",
                "{'ids':[]}                  | say which: ids, or at least one of reason, type, destination, from and to",
                "{'state':'unsure'}          | say which: ids, or at least one of reason, type, destination, from and to",
                "{'ids':[1],'type':'t'}      | say which: ids, or at least one of reason, type, destination, from and to",
                "{'reasn':'x','type':'t'}    | there is no field reasn, only destination, from, ids, reason, state, to, type",
                "{'ids':['1']}               | ids is no list of numbers: '1'",
                "{'ids':1}                   | ids is no list of numbers",
                "{'from':'noon'}             | from is no time such as 2026-03-02T09:30:00Z: noon",
                "{'type':5}                  | type is no text",
                "{'type':'t','state':'redriven'} | state is waiting or unsure: what is redriven comes back by itself when it fails again",
                "{'type':'t','state':'x'}    | state is waiting, unsure or redriven, not x",
                "[]                          | the body is no JSON object",
                "nonsense                    | the body is no JSON: Unrecognized token 'nonsense'",
            })
    void a_wish_that_is_none_is_refused_with_what_is_wrong(String body, String error) {
        var answer = redrive(body.replace('\'', '"'));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("error").replace('"', '\'')).startsWith(error);
    }

    @Test
    void more_than_a_thousand_at_once_are_refused() {
        var ids = Collections.nCopies(1001, 1);
        assertThat(redrive("{\"ids\":" + ids + "}").jsonPath().getString("error"))
                .isEqualTo("ids has 1001, the most is 1000");
    }

    @Test
    void a_page_may_not_order_it() {
        var letter = letter(id, "a");
        var answer =
                given().header("origin", "http://elsewhere")
                        .post("/dead-letters/" + letter + "/redrive");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(TestSink.sent(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "999999999", "x"})
    void a_letter_that_is_not_there_is_404(String letter) {
        var answer = given().post("/dead-letters/" + letter + "/redrive");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body().asString()).contains("there is no dead letter " + letter);
    }
}
