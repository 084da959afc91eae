package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.status.FunctionStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The store on kn-local, class Kafka")
class OrderFlowIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

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

    @Test
    void an_order_is_confirmed_through_all_its_events() throws Exception {
        var id = Store.newOrder();

        store.place(id, Store.order(id, Store.line(Store.AVAILABLE, 2), "tok_visa"));

        var order = store.awaitFinal(id);
        assertThat(order.path("status").asText()).isEqualTo("CONFIRMED");
        assertThat(order.path("total").asInt()).isEqualTo(2500);
        assertThat(Store.history(order))
                .containsExactly(
                        "order.placed",
                        "stock.reserved",
                        "payment.requested",
                        "payment.authorized",
                        "order.confirmed");
    }

    @Test
    void a_declined_card_cancels_the_order_and_releases_its_stock() throws Exception {
        var id = Store.newOrder();

        store.place(id, Store.order(id, Store.line(Store.AVAILABLE, 1), "tok_declined"));

        store.awaitFinal(id);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(Store.history(store.order(id))).endsWith("stock.released"));
        assertThat(store.order(id).path("status").asText()).isEqualTo("CANCELLED");
        assertThat(store.order(id).path("reason").asText()).contains("declined");
    }

    @Test
    void unknown_stock_cancels_the_order_and_says_why() throws Exception {
        var id = Store.newOrder();

        store.place(id, Store.order(id, Store.line("no-such-thing", 1), "tok_visa"));

        var order = store.awaitFinal(id);
        assertThat(order.path("status").asText()).isEqualTo("CANCELLED");
        assertThat(order.path("reason").asText()).contains("no-such-thing");
    }

    @Test
    void an_order_without_lines_is_rejected() throws Exception {
        var id = Store.newOrder();

        store.place(id, Store.order(id, "", "tok_visa"));

        assertThat(store.awaitFinal(id).path("status").asText()).isEqualTo("REJECTED");
    }

    @Test
    void an_event_posted_twice_is_one_order() throws Exception {
        var id = Store.newOrder();
        var data = Store.order(id, Store.line(Store.AVAILABLE, 1), "tok_visa");

        store.place(id, data);
        store.awaitFinal(id);
        store.place(id, data);

        // A later order passes through the same triggers; when it is done, so is the duplicate,
        // whatever came of it.
        var later = Store.newOrder();
        store.place(later, Store.order(later, Store.line(Store.AVAILABLE, 1), "tok_visa"));
        store.awaitFinal(later);
        assertThat(Store.history(store.order(id))).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void data_that_its_function_cannot_read_is_a_dead_letter_with_the_reason() throws Exception {
        var eventId = Store.newOrder();

        store.place(eventId, "{\"orderId\": \"x\", \"lines\": \"many\"}");

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(store.deadLetters().toString())
                                .contains(eventId)
                                .contains("lines"));
        assertThat(runner.said()).contains("dead letter").contains(eventId);
    }

    @Test
    void an_event_without_a_type_is_refused_and_the_log_says_why() throws Exception {
        assertThat(runner.post(Map.of("source", "/flow-test", "id", "untyped"), "{}"))
                .isEqualTo(400);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(runner.said()).contains("with 400").contains("ce-type"));
    }

    @Test
    void status_shows_functions_triggers_and_brokers() throws Exception {
        var status = runner.status();

        assertThat(status.functions())
                .extracting(function -> function.key().name())
                .contains("orders", "order-view", "inventory", "payments", "dead-letters");
        assertThat(status.triggers())
                .isNotEmpty()
                .allSatisfy(trigger -> assertThat(trigger.ready()).isTrue());
        assertThat(status.brokers())
                .singleElement()
                .satisfies(broker -> assertThat(broker.ready()).isTrue());
        assertThat(status.functions()).noneMatch(it -> it.state() == FunctionStatus.State.FAILED);
    }
}
