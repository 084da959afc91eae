package dev.tideway.orders;

import static dev.tideway.orders.Decider.decide;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DeciderTest {
    private static final Basket BASKET = Baskets.tea();

    private static final Order UNKNOWN = new Order.Unknown();
    private static final Order PLACED = new Order.Placed(BASKET);
    private static final Order AWAITING_PAYMENT = new Order.AwaitingPayment(BASKET);
    private static final Order CONFIRMED = new Order.Confirmed(BASKET);
    private static final Order CANCELLED = new Order.Cancelled(BASKET, "why");
    private static final Order REJECTED = new Order.Rejected(BASKET, List.of("why"));

    private static final Command PLACE = new Command.Place("o-1", BASKET, "tok_visa");
    private static final Command CANCEL = new Command.Cancel("o-1", "too late");
    private static final Command STOCK_RESERVED = new Command.StockReserved("o-1");
    private static final Command STOCK_REFUSED = new Command.StockRefused("o-1", "no mug-blue");
    private static final Command AUTHORIZED = new Command.PaymentAuthorized("o-1", "auth-1");
    private static final Command DECLINED =
            new Command.PaymentDeclined("o-1", "insufficient funds");

    @Nested
    class TheWayToConfirmed {
        @Test
        void a_good_order_is_placed() {
            assertThat(decide(UNKNOWN, PLACE)).containsExactly(new OrderEvent.Placed(BASKET));
        }

        @Test
        void reserved_stock_asks_for_the_total_to_be_paid() {
            assertThat(decide(PLACED, STOCK_RESERVED))
                    .containsExactly(new OrderEvent.PaymentRequested(2190, "EUR"));
        }

        @Test
        void an_authorised_payment_confirms() {
            assertThat(decide(AWAITING_PAYMENT, AUTHORIZED))
                    .containsExactly(new OrderEvent.Confirmed("auth-1"));
        }
    }

    @Nested
    class TheWaysToCancelled {
        @Test
        void refused_stock_cancels_with_the_reason() {
            assertThat(decide(PLACED, STOCK_REFUSED))
                    .containsExactly(new OrderEvent.Cancelled("stock refused: no mug-blue"));
        }

        @Test
        void a_declined_payment_cancels_with_the_reason() {
            assertThat(decide(AWAITING_PAYMENT, DECLINED))
                    .containsExactly(
                            new OrderEvent.Cancelled("payment declined: insufficient funds"));
        }

        @Test
        void the_customer_may_cancel_until_the_end() {
            for (var order : List.of(PLACED, AWAITING_PAYMENT, CONFIRMED)) {
                assertThat(decide(order, CANCEL))
                        .as("%s", order)
                        .containsExactly(new OrderEvent.Cancelled("too late"));
            }
        }
    }

    @Nested
    class NothingMoreToSay {
        @Test
        void cancelling_what_is_over_changes_nothing() {
            assertThat(decide(CANCELLED, CANCEL)).isEmpty();
            assertThat(decide(REJECTED, CANCEL)).isEmpty();
        }

        @Test
        void facts_about_a_cancelled_order_change_nothing() {
            for (var fact : List.of(STOCK_RESERVED, STOCK_REFUSED, AUTHORIZED, DECLINED)) {
                assertThat(decide(CANCELLED, fact)).as("%s", fact).isEmpty();
            }
        }

        @Test
        void facts_told_twice_change_nothing() {
            assertThat(decide(AWAITING_PAYMENT, STOCK_RESERVED)).isEmpty();
            assertThat(decide(CONFIRMED, STOCK_RESERVED)).isEmpty();
            assertThat(decide(CONFIRMED, AUTHORIZED)).isEmpty();
        }

        @Test
        void the_same_order_placed_again_changes_nothing_whatever_became_of_it() {
            for (var order : List.of(PLACED, AWAITING_PAYMENT, CONFIRMED, CANCELLED, REJECTED)) {
                assertThat(decide(order, PLACE)).as("%s", order).isEmpty();
            }
        }

        @Test
        void the_token_is_not_part_of_what_makes_an_order_the_same() {
            assertThat(decide(PLACED, new Command.Place("o-1", BASKET, "tok_other"))).isEmpty();
        }
    }

    @Test
    void an_order_that_breaks_rules_is_rejected_with_all_reasons() {
        var basket = new Basket(" ", "euro", List.of(new Line("", 0, -5)));

        var decided = decide(UNKNOWN, new Command.Place("o-1", basket, ""));

        assertThat(decided)
                .containsExactly(
                        new OrderEvent.Rejected(
                                basket,
                                List.of(
                                        "an order needs a customer",
                                        "currency 'euro' is not three capital letters (ISO 4217)",
                                        "line 1: no sku",
                                        "line 1: quantity 0 is below 1",
                                        "line 1: unit price -5 is negative",
                                        "an order needs a payment token")));
    }

    @Test
    void a_damaged_history_is_not_read_over() {
        var history =
                List.<OrderEvent>of(
                        new OrderEvent.Placed(BASKET), new OrderEvent.Confirmed("auth-1"));

        assertThatThrownBy(() -> Decider.replay(history))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("damaged history: Confirmed");
    }

    @Test
    void a_printed_command_shows_no_token() {
        assertThat(PLACE.toString()).contains("o-1").doesNotContain("tok_visa");
    }
}
