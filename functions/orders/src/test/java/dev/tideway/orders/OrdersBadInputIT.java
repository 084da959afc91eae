package dev.tideway.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.kit.testing.Mode;
import dev.tideway.kit.testing.TestDatabase;
import dev.tideway.kit.testing.TestEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What can never succeed gets a status that is never retried, and one line that names the thing.
@QuarkusTest
@QuarkusTestResource(
        value = TestDatabase.class,
        initArgs = @ResourceArg(name = "schema", value = "sales"))
class OrdersBadInputIT {
    private final String id = "o-" + UUID.randomUUID();

    @ParameterizedTest
    @EnumSource(Mode.class)
    void data_of_another_shape_is_refused_with_400_and_the_field(Mode mode) {
        var answer = Posts.place(id, "{\"orderId\": \"%s\", \"lines\": \"two teas\"}").post(mode);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.line()).contains("data.lines");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void a_line_without_a_price_is_refused_with_400_and_the_field(Mode mode) {
        var answer =
                Posts.place(
                                id,
                                "{\"orderId\": \"%s\", \"lines\": [{\"sku\": \"tea\", \"quantity\": 1}]}")
                        .post(mode);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.line()).contains("data.lines[0]").contains("unitPrice");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void a_line_that_is_null_is_refused_with_422_and_its_place(Mode mode) {
        var answer = Posts.place(id, "{\"orderId\": \"%s\", \"lines\": [null]}").post(mode);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.line()).isEqualTo("lines[0] is null");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void an_event_without_an_order_id_is_refused(Mode mode) {
        for (var type : List.of("order.place", "order.cancel", "stock.reserved")) {
            var answer = TestEvent.of("dev.tideway." + type + ".v1", "{}").post(mode);

            assertThat(answer.status()).as(type).isEqualTo(400);
            assertThat(answer.line()).as(type).contains("orderId");
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void an_order_id_that_fits_no_header_or_url_is_refused_with_422(Mode mode) {
        for (var odd : List.of("", " ", "o 1", "o/1", "ö-1", "-1", "o\\n1", "o".repeat(101))) {
            var answer =
                    TestEvent.of("dev.tideway.order.cancel.v1", "{\"orderId\": \"" + odd + "\"}")
                            .post(mode);

            assertThat(answer.status()).as(odd).isEqualTo(422);
            assertThat(answer.line()).as(odd).startsWith("orderId is not 1 to 100 of");
        }
    }

    @Test
    void text_that_no_database_keeps_is_refused_with_422_and_the_field() {
        var nul =
                Posts.place(id, "{\"orderId\": \"%s\", \"customerId\": \"c\\u0000\"}")
                        .post(Mode.BINARY);
        var half =
                Posts.place(id, "{\"orderId\": \"%s\", \"customerId\": \"c\\ud800\"}")
                        .post(Mode.BINARY);

        assertThat(List.of(nul.status(), half.status())).containsExactly(422, 422);
        assertThat(nul.line()).isEqualTo("customerId holds a NUL or half a character");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void facts_and_wishes_about_an_unknown_order_are_refused_with_422(Mode mode) {
        var events =
                List.of(
                        Posts.cancel(id),
                        Posts.stockReserved(id),
                        Posts.stockRefused(id),
                        Posts.authorized(id),
                        Posts.declined(id));

        for (var event : events) {
            var answer = event.post(mode);

            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.line()).endsWith("for order " + id + ", which was never placed");
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void other_content_under_the_same_order_id_is_refused_with_422(Mode mode) {
        Posts.place(id).post(mode).expect("dev.tideway.order.placed.v1");

        var answer =
                Posts.place(id, "{\"orderId\": \"%s\", \"customerId\": \"someone else\"}")
                        .post(mode);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.line())
                .isEqualTo(
                        "order "
                                + id
                                + " exists with other content: a new order needs a new orderId");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void an_event_of_a_type_that_is_not_ours_is_refused_with_400(Mode mode) {
        var answer = TestEvent.of("dev.tideway.order.placed.v1", "{}").post(mode);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.line()).contains("dev.tideway.order.placed.v1");
    }
}
