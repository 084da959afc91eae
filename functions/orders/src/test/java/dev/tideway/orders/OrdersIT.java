package dev.tideway.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.kit.testing.Mode;
import dev.tideway.kit.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The function over HTTP, with a real PostgreSQL.
@QuarkusTest
@QuarkusTestResource(
        value = TestDatabase.class,
        initArgs = @ResourceArg(name = "schema", value = "sales"))
class OrdersIT {
    @Inject DataSource database;

    private final String id = "o-" + UUID.randomUUID();

    @ParameterizedTest
    @EnumSource(Mode.class)
    void an_order_goes_from_placed_over_payment_to_confirmed(Mode mode) {
        var placed = Posts.place(id).post(mode).expect("dev.tideway.order.placed.v1");
        var requested =
                Posts.stockReserved(id).post(mode).expect("dev.tideway.payment.requested.v1");
        var confirmed = Posts.authorized(id).post(mode).expect("dev.tideway.order.confirmed.v1");

        assertThat(placed.data().get("total").asLong()).isEqualTo(2190);
        assertThat(requested.data().get("amount").asLong()).isEqualTo(2190);
        assertThat(requested.data().get("token").asText()).isEqualTo("tok_visa");
        assertThat(confirmed.data()).isEqualTo(placed.data());
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void what_is_emitted_is_about_the_order_whatever_the_command_carried(Mode mode) {
        var command = Posts.place(id);

        var placed = command.post(mode).expect("dev.tideway.order.placed.v1");

        assertThat(placed.attributes())
                .containsEntry("subject", id)
                .containsEntry("partitionkey", id)
                .containsEntry("source", "/orders")
                .containsEntry("causationid", command.attributes().get("id"))
                .containsEntry("correlationid", command.attributes().get("id"));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void refused_stock_cancels_the_order(Mode mode) {
        Posts.place(id).post(mode).expect("dev.tideway.order.placed.v1");

        var cancelled = Posts.stockRefused(id).post(mode).expect("dev.tideway.order.cancelled.v1");

        assertThat(cancelled.data().get("reason").asText())
                .isEqualTo("stock refused: not enough stock of mug-blue");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void a_declined_payment_cancels_the_order(Mode mode) {
        Posts.place(id).post(mode);
        Posts.stockReserved(id).post(mode);

        var cancelled = Posts.declined(id).post(mode).expect("dev.tideway.order.cancelled.v1");

        assertThat(cancelled.data().get("reason").asText())
                .isEqualTo("payment declined: insufficient funds");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void an_order_that_breaks_rules_is_rejected_with_all_reasons(Mode mode) {
        var command =
                Posts.place(
                        id,
                        """
                        {"orderId": "%s", "currency": "euro", "lines": [{"sku": "tea", "quantity": 0, "unitPrice": -1}]}\
                        """);

        var rejected = command.post(mode).expect("dev.tideway.order.rejected.v1");

        assertThat(rejected.data().get("reasons"))
                .extracting(reason -> reason.asText())
                .containsExactly(
                        "an order needs a customer",
                        "currency 'euro' is not three capital letters (ISO 4217)",
                        "line 1: quantity 0 is below 1",
                        "line 1: unit price -1 is negative",
                        "an order needs a payment token");
    }

    @Test
    void an_order_without_lines_is_rejected_for_good() {
        var empty =
                """
                {"orderId": "%s", "customerId": "c-7", "currency": "EUR", "payment": {"token": "tok_visa"}}\
                """;

        Posts.place(id, empty).post(Mode.BINARY).expect("dev.tideway.order.rejected.v1");

        assertThat(Posts.place(id, empty).post(Mode.BINARY).status()).isEqualTo(204);
        assertThat(Posts.cancel(id).post(Mode.BINARY).status()).isEqualTo(204);
        assertThat(Posts.place(id).post(Mode.BINARY).status()).isEqualTo(422);
    }

    @Test
    void a_customer_may_cancel_at_any_step() {
        Posts.place(id).post(Mode.BINARY);
        Posts.stockReserved(id).post(Mode.BINARY);
        Posts.authorized(id).post(Mode.BINARY).expect("dev.tideway.order.confirmed.v1");

        var cancelled = Posts.cancel(id).post(Mode.BINARY).expect("dev.tideway.order.cancelled.v1");

        assertThat(cancelled.data().get("reason").asText()).isEqualTo("ordered by mistake");
    }

    @Test
    void an_authorisation_after_the_cancellation_changes_nothing() {
        Posts.place(id).post(Mode.BINARY);
        Posts.stockReserved(id).post(Mode.BINARY);
        Posts.cancel(id).post(Mode.BINARY).expect("dev.tideway.order.cancelled.v1");

        assertThat(Posts.authorized(id).post(Mode.BINARY).status()).isEqualTo(204);
        assertThat(history()).containsExactly("placed", "payment-requested", "cancelled");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void an_event_delivered_again_gets_the_same_reply_again(Mode mode) {
        var place = Posts.place(id);
        var reserved = Posts.stockReserved(id);
        var placed = place.post(mode);
        var requested = reserved.post(mode);

        assertThat(place.post(mode)).isEqualTo(placed);
        assertThat(reserved.post(mode)).isEqualTo(requested);
        assertThat(history()).containsExactly("placed", "payment-requested");
    }

    @Test
    void the_same_order_placed_by_another_event_is_no_second_order() {
        Posts.place(id).post(Mode.BINARY).expect("dev.tideway.order.placed.v1");

        assertThat(Posts.place(id).post(Mode.BINARY).status()).isEqualTo(204);
        assertThat(history()).containsExactly("placed");
    }

    @Test
    void the_token_is_forgotten_once_the_payment_is_requested() {
        Posts.place(id).post(Mode.BINARY);
        assertThat(query("select token from payment_token where order_id = ?"))
                .containsExactly("tok_visa");

        Posts.stockReserved(id).post(Mode.BINARY).expect("dev.tideway.payment.requested.v1");

        assertThat(query("select token from payment_token where order_id = ?")).isEmpty();
        assertThat(query("select data::text from order_event where stream = ?"))
                .isNotEmpty()
                .noneMatch(data -> data.contains("tok_visa"));
    }

    @Test
    void the_token_is_forgotten_when_the_order_is_cancelled_before() {
        Posts.place(id).post(Mode.BINARY);

        Posts.stockRefused(id).post(Mode.BINARY).expect("dev.tideway.order.cancelled.v1");

        assertThat(query("select token from payment_token where order_id = ?")).isEmpty();
    }

    private List<String> history() {
        return query("select type from order_event where stream = ? order by version");
    }

    private List<String> query(String sql) {
        try {
            return Posts.query(database, sql, id);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
