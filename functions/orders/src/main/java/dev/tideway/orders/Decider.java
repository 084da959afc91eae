package dev.tideway.orders;

import dev.tideway.kit.Unprocessable;
import dev.tideway.orders.Command.Cancel;
import dev.tideway.orders.Command.PaymentAuthorized;
import dev.tideway.orders.Command.PaymentDeclined;
import dev.tideway.orders.Command.Place;
import dev.tideway.orders.Command.StockRefused;
import dev.tideway.orders.Command.StockReserved;
import dev.tideway.orders.Order.AwaitingPayment;
import dev.tideway.orders.Order.Confirmed;
import dev.tideway.orders.Order.Placed;
import dev.tideway.orders.Order.Rejected;
import dev.tideway.orders.Order.Unknown;
import java.util.ArrayList;
import java.util.List;

/// The rules of an order. Pure: history and command in, new events out; no clock, no database, no
/// HTTP.
///
/// A command that no longer matters (a late fact about a cancelled order, the same order sent
/// again) decides nothing. One that cannot be true of this order is [Unprocessable]: it belongs in
/// front of a person, with the dead letters.
final class Decider {
    private Decider() {}

    static List<OrderEvent> decide(Order order, Command command) {
        return switch (command) {
            case Place place -> place(order, place);
            case Cancel cancel -> cancel(order, cancel);
            case StockReserved reserved -> reserved(order, reserved);
            case StockRefused refused -> refused(order, refused);
            case PaymentAuthorized authorized -> authorized(order, authorized);
            case PaymentDeclined declined -> declined(order, declined);
        };
    }

    static Order replay(List<OrderEvent> history) {
        Order order = new Unknown();
        for (var event : history) {
            order = apply(order, event);
        }
        return order;
    }

    /// The order after the event.
    ///
    /// @throws IllegalStateException when the event cannot follow: the history is damaged
    static Order apply(Order order, OrderEvent event) {
        return switch (new Step(order, event)) {
            case Step(Unknown _, OrderEvent.Placed(var basket)) -> new Placed(basket);
            case Step(Unknown _, OrderEvent.Rejected(var basket, var reasons)) ->
                    new Rejected(basket, reasons);
            case Step(Placed(var basket), OrderEvent.PaymentRequested _) ->
                    new AwaitingPayment(basket);
            case Step(AwaitingPayment(var basket), OrderEvent.Confirmed _) -> new Confirmed(basket);
            case Step(Placed(var basket), OrderEvent.Cancelled(var reason)) ->
                    new Order.Cancelled(basket, reason);
            case Step(AwaitingPayment(var basket), OrderEvent.Cancelled(var reason)) ->
                    new Order.Cancelled(basket, reason);
            case Step(Confirmed(var basket), OrderEvent.Cancelled(var reason)) ->
                    new Order.Cancelled(basket, reason);
            case Step(var from, var to) ->
                    throw new IllegalStateException(
                            "damaged history: " + to + " cannot follow on " + from);
        };
    }

    private record Step(Order order, OrderEvent event) {}

    private static List<OrderEvent> place(Order order, Place place) {
        return switch (order) {
            case Unknown _ -> List.of(accept(place));
            case Placed(var basket) -> again(basket, place);
            case AwaitingPayment(var basket) -> again(basket, place);
            case Confirmed(var basket) -> again(basket, place);
            case Order.Cancelled(var basket, var _) -> again(basket, place);
            case Rejected(var basket, var _) -> again(basket, place);
        };
    }

    private static OrderEvent accept(Place place) {
        var faults = new ArrayList<>(place.basket().faults());
        if (place.paymentToken().isBlank()) {
            faults.add("an order needs a payment token");
        }
        return faults.isEmpty()
                ? new OrderEvent.Placed(place.basket())
                : new OrderEvent.Rejected(place.basket(), faults);
    }

    private static List<OrderEvent> again(Basket basket, Place place) {
        if (basket.equals(place.basket())) {
            return List.of();
        }
        throw new Unprocessable(
                "order "
                        + place.orderId()
                        + " exists with other content: a new order needs a new orderId");
    }

    private static List<OrderEvent> cancel(Order order, Cancel cancel) {
        return switch (order) {
            case Unknown _ -> throw neverPlaced(cancel, "a cancellation");
            case Placed _, AwaitingPayment _, Confirmed _ ->
                    List.of(new OrderEvent.Cancelled(cancel.reason()));
            case Order.Cancelled _, Rejected _ -> List.of();
        };
    }

    private static List<OrderEvent> reserved(Order order, StockReserved reserved) {
        return switch (order) {
            case Unknown _ -> throw neverPlaced(reserved, "stock.reserved");
            case Placed(var basket) ->
                    List.of(new OrderEvent.PaymentRequested(basket.total(), basket.currency()));
            case AwaitingPayment _, Confirmed _, Order.Cancelled _ -> List.of();
            case Rejected _ -> throw contradiction(reserved, "stock.reserved", "was rejected");
        };
    }

    private static List<OrderEvent> refused(Order order, StockRefused refused) {
        return switch (order) {
            case Unknown _ -> throw neverPlaced(refused, "stock.refused");
            case Placed _ ->
                    List.of(new OrderEvent.Cancelled("stock refused: " + refused.reason()));
            case Order.Cancelled _ -> List.of();
            case AwaitingPayment _, Confirmed _ ->
                    throw contradiction(refused, "stock.refused", "has its stock reserved");
            case Rejected _ -> throw contradiction(refused, "stock.refused", "was rejected");
        };
    }

    /// An authorisation that comes after the order was cancelled is left alone: never captured, it
    /// lapses by itself.
    private static List<OrderEvent> authorized(Order order, PaymentAuthorized authorized) {
        return switch (order) {
            case Unknown _ -> throw neverPlaced(authorized, "payment.authorized");
            case AwaitingPayment _ ->
                    List.of(new OrderEvent.Confirmed(authorized.authorizationId()));
            case Confirmed _, Order.Cancelled _ -> List.of();
            case Placed _ ->
                    throw contradiction(
                            authorized, "payment.authorized", "has asked for no payment yet");
            case Rejected _ ->
                    throw contradiction(authorized, "payment.authorized", "was rejected");
        };
    }

    private static List<OrderEvent> declined(Order order, PaymentDeclined declined) {
        return switch (order) {
            case Unknown _ -> throw neverPlaced(declined, "payment.declined");
            case AwaitingPayment _ ->
                    List.of(new OrderEvent.Cancelled("payment declined: " + declined.reason()));
            case Order.Cancelled _ -> List.of();
            case Confirmed _ ->
                    throw contradiction(declined, "payment.declined", "has its payment authorised");
            case Placed _ ->
                    throw contradiction(
                            declined, "payment.declined", "has asked for no payment yet");
            case Rejected _ -> throw contradiction(declined, "payment.declined", "was rejected");
        };
    }

    private static Unprocessable neverPlaced(Command command, String what) {
        return new Unprocessable(
                what + " for order " + command.orderId() + ", which was never placed");
    }

    private static Unprocessable contradiction(Command command, String what, String state) {
        return new Unprocessable(what + " for order " + command.orderId() + ", which " + state);
    }
}
