package dev.tideway.salesfacts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.kit.testing.EventSchemas;
import dev.tideway.kit.testing.Mode;
import dev.tideway.kit.testing.TestDatabase;
import dev.tideway.kit.testing.TestEvent;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The function over HTTP, with a real PostgreSQL: events in, facts out.
@QuarkusTest
@WithTestResource(
        value = TestDatabase.class,
        initArgs = @ResourceArg(name = "schema", value = "insight"))
class SalesFactsIT {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant HALF_PAST = Instant.parse("2026-03-02T09:30:00Z");

    @Inject DataSource database;

    private final String order = "o-" + UUID.randomUUID();
    private final String sku = "sku-" + UUID.randomUUID();

    private static void heard(TestEvent event, Mode mode) {
        var answer = event.post(mode);
        assertThat(answer.status()).as(answer.line()).isEqualTo(204);
    }

    private static void heard(TestEvent event) {
        heard(event, Mode.BINARY);
    }

    private Slot slot() throws SQLException {
        var slots = Slot.stored(database, sku);
        assertThat(slots).containsOnlyKeys(new Slot.Key(NINE, sku, "EUR"));
        return slots.values().iterator().next();
    }

    @ParameterizedTest
    @EnumSource
    void a_confirmed_order_is_a_fact_of_its_hour(Mode mode) throws SQLException {
        heard(
                Told.confirmed(
                        order, HALF_PAST, "EUR", new Line(sku, 2, 450), new Line(sku, 1, 400)),
                mode);

        assertThat(slot()).isEqualTo(new Slot(1, 1, 3, 1300, 0, null, 0, 0, 0, 0, null, null));
    }

    @Test
    void the_last_moment_of_an_hour_is_of_that_hour() throws SQLException {
        heard(
                Told.confirmed(
                        order,
                        Instant.parse("2026-03-02T09:59:59.999999999Z"),
                        "EUR",
                        new Line(sku, 1, 1)));

        assertThat(slot().orders()).isOne();
    }

    @Test
    void an_order_counts_once_whatever_event_ids_it_arrives_under() throws SQLException {
        var event = Told.confirmed(order, HALF_PAST, "EUR", new Line(sku, 2, 450));

        heard(event);
        heard(event);
        heard(event.id(UUID.randomUUID().toString()));
        heard(event.with("source", "/elsewhere"));

        assertThat(slot().orders()).isOne();
        assertThat(slot().units()).isEqualTo(2);
    }

    @Test
    void an_order_cancelled_after_it_was_confirmed_is_taken_off() throws SQLException {
        heard(Told.listed(sku, "Tea", 500, "EUR", NINE));
        heard(Told.confirmed(order, HALF_PAST, "EUR", new Line(sku, 2, 450)));
        heard(Told.cancelled(order));
        heard(Told.cancelled(order));

        assertThat(slot()).isEqualTo(new Slot(0, 0, 0, 0, 0, null, 1, 1, 2, 900, "Tea", "tea"));
    }

    @Test
    void a_cancellation_that_comes_first_waits_for_its_order() throws SQLException {
        heard(Told.cancelled(order));
        assertThat(Slot.stored(database, sku)).isEmpty();

        heard(Told.confirmed(order, HALF_PAST, "EUR", new Line(sku, 2, 450)));

        assertThat(slot()).isEqualTo(new Slot(0, 0, 0, 0, 0, null, 1, 1, 2, 900, null, null));
    }

    @Test
    void a_product_event_after_its_orders_gives_them_their_list_value() throws SQLException {
        heard(Told.confirmed(order, HALF_PAST, "EUR", new Line(sku, 2, 450)));

        heard(Told.listed(sku, "Tea", 500, "EUR", NINE));

        assertThat(slot()).isEqualTo(new Slot(1, 1, 2, 900, 2, 1000L, 0, 0, 0, 0, "Tea", "tea"));
    }

    @Test
    void a_price_is_that_of_the_order_s_time_and_not_the_latest() throws SQLException {
        heard(Told.listed(sku, "Tea", 500, "EUR", NINE));
        heard(Told.repriced(sku, 700, HALF_PAST.plusSeconds(1)));
        heard(Told.confirmed(order, HALF_PAST, "EUR", new Line(sku, 2, 450)));
        heard(
                Told.confirmed(
                        order + "-later", HALF_PAST.plusSeconds(1), "EUR", new Line(sku, 1, 1)));

        assertThat(slot().listValue()).isEqualTo(1000 + 700);
    }

    @Test
    void a_repricing_older_than_one_known_already_concerns_the_orders_between()
            throws SQLException {
        heard(Told.listed(sku, "Tea", 500, "EUR", NINE));
        heard(Told.repriced(sku, 900, HALF_PAST.plusSeconds(60)));
        heard(Told.confirmed(order, HALF_PAST.plusSeconds(30), "EUR", new Line(sku, 1, 1)));
        heard(
                Told.confirmed(
                        order + "-after", HALF_PAST.plusSeconds(90), "EUR", new Line(sku, 1, 1)));

        heard(Told.repriced(sku, 600, HALF_PAST));

        assertThat(slot().listValue()).isEqualTo(600 + 900);
    }

    @Test
    void a_discontinued_product_keeps_the_last_price_that_was_said() throws SQLException {
        heard(Told.listed(sku, "Tea", 500, "EUR", NINE));
        heard(Told.discontinued(sku, NINE.plusSeconds(60)));
        heard(Told.confirmed(order, HALF_PAST, "EUR", new Line(sku, 1, 450)));

        assertThat(slot().listValue()).isEqualTo(500);
    }

    @Test
    void a_price_in_another_currency_is_no_list_value() throws SQLException {
        heard(Told.listed(sku, "Tea", 500, "USD", NINE));
        heard(Told.confirmed(order, HALF_PAST, "EUR", new Line(sku, 1, 450)));

        assertThat(slot().listValue()).isNull();
        assertThat(slot().name()).isEqualTo("Tea");
    }

    @Test
    void one_absurd_price_does_not_spoil_the_sums_of_others() throws SQLException {
        heard(Told.listed(sku, "Tea", Long.MAX_VALUE, "EUR", NINE));
        heard(Told.confirmed(order, HALF_PAST, "EUR", new Line(sku, 1, 450)));
        heard(Told.repriced(sku, 500, "EUR", NINE, Told.revision(NINE) + 1));
        heard(Told.confirmed(order + "-2", HALF_PAST, "EUR", new Line(sku, 1, 450)));

        assertThat(slot().listValue()).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order.confirmed",
                "order.cancelled",
                "product.listed",
                "product.repriced",
                "product.discontinued"
            })
    void every_published_example_is_understood(String type) {
        var data = EventSchemas.example("dev.tideway." + type + ".v1");

        heard(TestEvent.of("dev.tideway." + type + ".v1", data).with("time", NINE.toString()));
    }

    @ParameterizedTest
    @EnumSource
    void an_order_without_a_time_is_refused_with_422(Mode mode) {
        var answer =
                Told.confirmed(order, NINE, "EUR", new Line(sku, 1, 1)).without("time").post(mode);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.line()).startsWith("time is missing");
    }

    @ParameterizedTest
    @EnumSource
    void data_that_cannot_be_read_is_refused_with_400_and_the_field(Mode mode) {
        var none = TestEvent.of("dev.tideway.order.confirmed.v1", "{}").post(mode);
        var when =
                TestEvent.of(
                                "dev.tideway.product.discontinued.v1",
                                "{\"sku\": \"x\", \"changedAt\": \"soon\", \"revision\": 1}")
                        .post(mode);
        var nothing =
                TestEvent.of(
                                "dev.tideway.order.confirmed.v1",
                                "{\"orderId\": \"x\", \"currency\": \"EUR\", \"lines\": [{\"sku\": \"tea\", \"quantity\": 0, \"unitPrice\": 1}]}")
                        .post(mode);

        assertThat(none.status()).isEqualTo(400);
        assertThat(none.line()).contains("orderId");
        assertThat(when.status()).isEqualTo(400);
        assertThat(when.line()).contains("changedAt");
        assertThat(nothing.status()).isEqualTo(400);
        assertThat(nothing.line()).contains("quantity of tea is 0: at least 1");
    }
}
