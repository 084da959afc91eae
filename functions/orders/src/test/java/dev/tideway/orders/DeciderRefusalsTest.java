package dev.tideway.orders;

import static dev.tideway.orders.Decider.decide;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.kit.Unprocessable;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What cannot be true of an order is for a person to look at: it ends with the dead letters.
class DeciderRefusalsTest {
    private static final Basket BASKET = Baskets.tea();

    private static final Order UNKNOWN = new Order.Unknown();
    private static final Order PLACED = new Order.Placed(BASKET);
    private static final Order AWAITING_PAYMENT = new Order.AwaitingPayment(BASKET);
    private static final Order CONFIRMED = new Order.Confirmed(BASKET);
    private static final Order CANCELLED = new Order.Cancelled(BASKET, "why");
    private static final Order REJECTED = new Order.Rejected(BASKET, List.of("why"));

    private static final Command CANCEL = new Command.Cancel("o-1", "too late");
    private static final Command STOCK_RESERVED = new Command.StockReserved("o-1");
    private static final Command STOCK_REFUSED = new Command.StockRefused("o-1", "no mug-blue");
    private static final Command AUTHORIZED = new Command.PaymentAuthorized("o-1", "auth-1");
    private static final Command DECLINED =
            new Command.PaymentDeclined("o-1", "insufficient funds");

    @Test
    void another_order_under_the_same_id() {
        var other = new Command.Place("o-1", new Basket("c-8", "EUR", BASKET.lines()), "tok_visa");
        for (var order : List.of(PLACED, AWAITING_PAYMENT, CONFIRMED, CANCELLED, REJECTED)) {
            assertUnprocessable(
                    order,
                    other,
                    "order o-1 exists with other content: a new order needs a new orderId");
        }
    }

    @Test
    void anything_about_an_order_that_was_never_placed() {
        assertUnprocessable(
                UNKNOWN, CANCEL, "a cancellation for order o-1, which was never placed");
        assertUnprocessable(
                UNKNOWN, STOCK_RESERVED, "stock.reserved for order o-1, which was never placed");
        assertUnprocessable(
                UNKNOWN, STOCK_REFUSED, "stock.refused for order o-1, which was never placed");
        assertUnprocessable(
                UNKNOWN, AUTHORIZED, "payment.authorized for order o-1, which was never placed");
        assertUnprocessable(
                UNKNOWN, DECLINED, "payment.declined for order o-1, which was never placed");
    }

    @Test
    void facts_that_contradict_what_is_known() {
        assertUnprocessable(
                PLACED,
                AUTHORIZED,
                "payment.authorized for order o-1, which has asked for no payment yet");
        assertUnprocessable(
                PLACED,
                DECLINED,
                "payment.declined for order o-1, which has asked for no payment yet");
        assertUnprocessable(
                AWAITING_PAYMENT,
                STOCK_REFUSED,
                "stock.refused for order o-1, which has its stock reserved");
        assertUnprocessable(
                CONFIRMED,
                STOCK_REFUSED,
                "stock.refused for order o-1, which has its stock reserved");
        assertUnprocessable(
                CONFIRMED,
                DECLINED,
                "payment.declined for order o-1, which has its payment authorised");
        for (var fact : List.of(STOCK_RESERVED, STOCK_REFUSED, AUTHORIZED, DECLINED)) {
            assertThatThrownBy(() -> decide(REJECTED, fact))
                    .isInstanceOf(Unprocessable.class)
                    .hasMessageEndingWith("for order o-1, which was rejected");
        }
    }

    private static void assertUnprocessable(Order order, Command command, String message) {
        assertThatThrownBy(() -> decide(order, command))
                .isInstanceOf(Unprocessable.class)
                .hasMessage(message);
    }
}
