package dev.tideway.flowtest;

import java.util.List;
import java.util.stream.Stream;

/// A way that an order goes through the store, and the hops on it: which function gets which event.
enum Scenario {
    CONFIRMED,
    DECLINED,
    OUT_OF_STOCK,
    EMPTY,
    CALLED_OFF;

    /// That no other scenario has.
    List<Hop> hops() {
        var words =
                switch (this) {
                    case CONFIRMED ->
                            Stream.of(
                                    "orders order.place",
                                    "inventory order.placed",
                                    "order-view order.placed",
                                    "orders stock.reserved",
                                    "order-view stock.reserved",
                                    "payments payment.requested",
                                    "order-view payment.requested",
                                    "orders payment.authorized",
                                    "order-view payment.authorized",
                                    "order-view order.confirmed");
                    case DECLINED ->
                            Stream.of(
                                    "orders payment.declined",
                                    "order-view payment.declined",
                                    "inventory order.cancelled",
                                    "order-view order.cancelled",
                                    "order-view stock.released");
                    case OUT_OF_STOCK ->
                            Stream.of("orders stock.refused", "order-view stock.refused");
                    case EMPTY -> Stream.of("order-view order.rejected");
                    case CALLED_OFF -> Stream.of("orders order.cancel");
                };
        return words.map(Hop::of).toList();
    }

    /// The order's last status.
    String end() {
        return switch (this) {
            case CONFIRMED -> "CONFIRMED";
            case DECLINED, OUT_OF_STOCK, CALLED_OFF -> "CANCELLED";
            case EMPTY -> "REJECTED";
        };
    }

    Order sent(Flow flow) {
        var order =
                switch (this) {
                    case CONFIRMED, CALLED_OFF -> Order.good();
                    case DECLINED -> Order.withDeclinedCard();
                    case OUT_OF_STOCK -> Order.ofUnknownStock();
                    case EMPTY -> Order.withoutLines();
                };
        flow.send(order.place());
        if (this == CALLED_OFF) {
            flow.send(order.cancel());
        }
        return order;
    }

    /// A function that gets an event of a type.
    record Hop(String function, String type) {
        static Hop of(String words) {
            var parts = words.split(" ", -1);
            return new Hop(parts[0], "dev.tideway." + parts[1] + ".v1");
        }

        @Override
        public String toString() {
            return function + " on " + type.replaceAll("^dev\\.tideway\\.|\\.v1$", "");
        }
    }
}
