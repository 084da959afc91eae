package dev.tideway.orderview;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.tideway.kit.testing.EventSchemas;
import dev.tideway.kit.testing.Mode;
import dev.tideway.kit.testing.TestDatabase;
import dev.tideway.kit.testing.TestEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The function over HTTP, with a real PostgreSQL: events in, answers out.
@QuarkusTest
@QuarkusTestResource(
        value = TestDatabase.class,
        initArgs = @ResourceArg(name = "schema", value = "sales"))
class OrderViewIT {
    private final String id = "o-" + UUID.randomUUID();
    private final Told told = new Told(id);

    @ParameterizedTest
    @EnumSource(Mode.class)
    void an_order_is_shown_with_its_history(Mode mode) {
        told.confirmed().forEach(event -> assertThat(event.post(mode).status()).isEqualTo(204));

        get("/orders/" + id)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("orderId", equalTo(id))
                .body("status", equalTo("CONFIRMED"))
                .body("reason", nullValue())
                .body("customerId", equalTo("c-7"))
                .body("total", equalTo(2190))
                .body("currency", equalTo("EUR"))
                .body("lines.sku", equalTo(List.of("tea-green-100", "mug-blue")))
                .body("lines.unitPrice", equalTo(List.of(450, 1290)))
                .body("stock", equalTo("RESERVED"))
                .body(
                        "history.type",
                        equalTo(
                                List.of(
                                        "dev.tideway.order.placed.v1",
                                        "dev.tideway.stock.reserved.v1",
                                        "dev.tideway.payment.requested.v1",
                                        "dev.tideway.payment.authorized.v1",
                                        "dev.tideway.order.confirmed.v1")))
                .body("history[0].time", equalTo("2026-03-02T09:30:00Z"))
                .body("history[1].causationid", equalTo("order.placed-" + id));
    }

    @RepeatedTest(5)
    void the_order_of_arrival_does_not_matter() {
        var events = new ArrayList<>(told.declined());
        Collections.shuffle(events);

        events.forEach(event -> event.post(Mode.BINARY));

        get("/orders/" + id)
                .then()
                .body("status", equalTo("CANCELLED"))
                .body("reason", equalTo("payment declined: insufficient funds"))
                .body("stock", equalTo("RELEASED"))
                .body("total", equalTo(2190))
                .body(
                        "history.type",
                        equalTo(
                                told.declined().stream()
                                        .map(e -> e.attributes().get("type"))
                                        .toList()));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void an_event_delivered_again_changes_nothing(Mode mode) {
        told.confirmed().forEach(event -> event.post(mode));
        var before = get("/orders/" + id).asString();

        told.confirmed().forEach(event -> assertThat(event.post(mode).status()).isEqualTo(204));

        assertThat(get("/orders/" + id).asString()).isEqualTo(before);
    }

    @RepeatedTest(10)
    void events_that_arrive_all_at_once_are_all_kept_once() throws Exception {
        var events = new ArrayList<>(told.declined());
        events.addAll(told.declined());

        postAllAtOnce(events);

        get("/orders/" + id)
                .then()
                .body("status", equalTo("CANCELLED"))
                .body("history.type.size()", equalTo(told.declined().size()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order.placed",
                "order.rejected",
                "order.confirmed",
                "order.cancelled",
                "stock.reserved",
                "stock.refused",
                "stock.released",
                "payment.requested",
                "payment.authorized",
                "payment.declined"
            })
    void every_published_example_is_understood(String type) {
        var data = EventSchemas.example("dev.tideway." + type + ".v1");

        var answer = TestEvent.of("dev.tideway." + type + ".v1", data).post(Mode.BINARY);

        assertThat(answer.status()).as(answer.line()).isEqualTo(204);
    }

    @Test
    void a_payment_token_is_never_shown() {
        told.event(
                        "payment.requested",
                        1,
                        "\"amount\": 1, \"currency\": \"EUR\", \"token\": \"tok_secret\"")
                .post(Mode.BINARY);

        assertThat(get("/orders/" + id).asString()).contains(id).doesNotContain("tok_secret");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void an_event_of_another_type_is_refused_with_422(Mode mode) {
        var answer = told.event("order.place", 0, "\"reason\": \"none\"").post(mode);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.line())
                .isEqualTo("order-view takes no events of type dev.tideway.order.place.v1");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void data_that_cannot_be_read_is_refused_with_400_and_the_field(Mode mode) {
        var nameless = TestEvent.of("dev.tideway.order.placed.v1", "{}").post(mode);
        var wordy = told.event("order.placed", 0, "\"total\": \"a lot\"").post(mode);

        assertThat(nameless.status()).isEqualTo(400);
        assertThat(nameless.line()).contains("orderId");
        assertThat(wordy.status()).isEqualTo(400);
        assertThat(wordy.line()).contains("total");
    }

    private static void postAllAtOnce(List<TestEvent> events) throws Exception {
        var ready = new CountDownLatch(events.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var posts = new ArrayList<Future<Integer>>();
            for (var event : events) {
                posts.add(
                        threads.submit(() -> {
                            ready.countDown();
                            ready.await();
                            return event.post(Mode.BINARY).status();
                        }));
            }
            for (var post : posts) {
                assertThat(post.get()).isEqualTo(204);
            }
        }
    }
}
