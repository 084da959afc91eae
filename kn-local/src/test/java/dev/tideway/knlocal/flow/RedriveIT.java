package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.knlocal.database.Session;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Dead letters are redriven")
class RedriveIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir static Path folder;
    private static Runner runner;
    private static Store store;

    @BeforeAll
    static void up() throws IOException {
        runner = Runner.start(folder.resolve("state"));
        store = new Store(runner, PATIENCE);
    }

    @AfterAll
    static void down() {
        runner.close();
    }

    /// Of the schema of payments.
    private static void sql(String statement) throws Exception {
        try (var session = Session.open(folder.resolve("state/postgres"), "payments")) {
            session.run("the test", statement, new Unread());
        }
    }

    private record Unread() implements Session.Results {
        @Override
        public void rows(ResultSet rows) {
            throw new IllegalStateException("nobody reads them");
        }

        @Override
        public void changed(int rows) {
            assertThat(rows).isEqualTo(1);
        }
    }

    /// An order whose payment contradicts one that is known: 422, and so a dead letter at once.
    private static void placeOneThatCannotBePaid(String id) throws Exception {
        sql(
                "insert into decision (order_id, amount, currency, authorization_id) values ('%s', 1, 'XXX', 'a-1')"
                        .formatted(id));
        store.place(id, Store.order(id, Store.line(Store.AVAILABLE, 1), "tok_visa"));
    }

    private static JsonNode letters(String query) throws Exception {
        var answer = runner.control("/api/dead-letters?" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("letters");
    }

    private static JsonNode awaitLetter(String order) {
        await().atMost(PATIENCE).until(() -> find(order).path("state").asText().equals("waiting"));
        return find(order);
    }

    /// A missing node when there is none about that order.
    private static JsonNode find(String order) {
        try {
            for (var letter : letters("type=dev.tideway.payment.requested.v1")) {
                var opened = JSON.readTree(open(letter).body());
                if (opened.at("/event/subject").asText().equals(order)) {
                    return opened;
                }
            }
            return JSON.missingNode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> open(JsonNode letter) throws Exception {
        return runner.control("/api/dead-letter?id=" + letter.path("id").asLong());
    }

    private static JsonNode redrive(String wish) throws Exception {
        var answer = runner.order("/api/dead-letters/redrive", wish);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    @Test
    void once_the_cause_is_gone_the_flow_goes_on_where_it_stopped() throws Exception {
        // Given
        var id = Store.newOrder();
        placeOneThatCannotBePaid(id);
        var letter = awaitLetter(id);
        assertThat(letter.path("code").asInt()).isEqualTo(422);
        assertThat(letter.path("destination").asText()).contains("payments");
        store.awaitStatus(id, Set.of("PAYMENT_REQUESTED"));
        var wish = "{\"ids\":[%d]}".formatted(letter.path("id").asLong());
        // When: the cause is still there
        assertThat(redrive(wish).path("redriven").asInt()).isEqualTo(1);
        // Then
        await().atMost(PATIENCE).until(() -> find(id).path("times").asInt() == 2);
        var back = awaitLetter(id);
        assertThat(back.path("history").findValuesAsText("what"))
                .containsExactly("undelivered", "redriven", "undelivered");
        // When: it is gone
        sql("delete from decision where order_id = '%s'".formatted(id));
        assertThat(redrive(wish).path("redriven").asInt()).isEqualTo(1);
        // Then
        var order = store.awaitStatus(id, Set.of("CONFIRMED", "CANCELLED"));
        assertThat(Store.history(order))
                .containsExactly(
                        "order.placed",
                        "stock.reserved",
                        "payment.requested",
                        "payment.authorized",
                        "order.confirmed");
        assertThat(redrive(wish).path("already").asInt()).isEqualTo(1);
        assertThat(find(id).path("history")).hasSize(4);
    }

    @Test
    void many_are_redriven_by_their_reason_and_each_once() throws Exception {
        // Given
        var one = Store.newOrder();
        var other = Store.newOrder();
        placeOneThatCannotBePaid(one);
        placeOneThatCannotBePaid(other);
        var from = earlier(awaitLetter(one), awaitLetter(other));
        sql("delete from decision where order_id = '%s'".formatted(one));
        sql("delete from decision where order_id = '%s'".formatted(other));
        // When
        var wish =
                JSON.createObjectNode()
                        .put("reason", "was decided for 1 XXX")
                        .put("destination", "payments")
                        .put("from", from);
        var done = redrive(wish.toString());
        // Then
        assertThat(done.path("redriven").asInt()).as(done.toString()).isEqualTo(2);
        assertThat(store.awaitFinal(one).path("status").asText()).isEqualTo("CONFIRMED");
        assertThat(store.awaitFinal(other).path("status").asText()).isEqualTo("CONFIRMED");
        assertThat(find(one).path("state").asText()).isEqualTo("redriven");
    }

    /// Of two orders that went side by side, either may have come first.
    private static String earlier(JsonNode one, JsonNode other) {
        return Stream.of(one, other)
                .map(it -> it.path("lastAt").asText())
                .min(Comparator.comparing(OffsetDateTime::parse))
                .orElseThrow();
    }

    @Test
    void what_the_function_refuses_is_said_and_nothing_is_redriven() throws Exception {
        var empty = runner.order("/api/dead-letters/redrive", "{}");
        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(empty.body()).startsWith("say which: ids, or at least one of reason");
        var unknown = runner.control("/api/dead-letters?state=gone");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).startsWith("state is waiting, unsure or redriven");
        assertThat(runner.control("/api/dead-letter?id=999999").body())
                .isEqualTo("there is no dead letter 999999\n");
    }
}
