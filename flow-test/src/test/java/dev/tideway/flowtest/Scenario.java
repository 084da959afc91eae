package dev.tideway.flowtest;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// A way that an order goes through the store, and the hops on it: which function gets which event.
enum Scenario {
    CONFIRMED(
            Order::good,
            List.of(Order::place),
            "CONFIRMED",
            List.of(
                    "orders order.place",
                    "inventory order.placed",
                    "order-view order.placed",
                    "orders stock.reserved",
                    "order-view stock.reserved",
                    "payments payment.requested",
                    "order-view payment.requested",
                    "orders payment.authorized",
                    "order-view payment.authorized",
                    "order-view order.confirmed")),
    DECLINED(
            Order::withDeclinedCard,
            List.of(Order::place),
            "CANCELLED",
            List.of(
                    "orders payment.declined",
                    "order-view payment.declined",
                    "inventory order.cancelled",
                    "order-view order.cancelled",
                    "order-view stock.released")),
    OUT_OF_STOCK(
            Order::ofUnknownStock,
            List.of(Order::place),
            "CANCELLED",
            List.of("orders stock.refused", "order-view stock.refused")),
    EMPTY(
            Order::withoutLines,
            List.of(Order::place),
            "REJECTED",
            List.of("order-view order.rejected")),
    CALLED_OFF(
            Order::good,
            List.of(Order::place, Order::cancel),
            "CANCELLED",
            List.of("orders order.cancel"));

    private final Supplier<Order> order;
    private final List<Function<Order, NewEvent>> events;
    private final String end;
    private final List<String> hops;

    /// @param end the order's last status
    /// @param hops that no other scenario has
    Scenario(
            Supplier<Order> order,
            List<Function<Order, NewEvent>> events,
            String end,
            List<String> hops) {
        this.order = order;
        this.events = events;
        this.end = end;
        this.hops = hops;
    }

    List<Hop> hops() {
        return hops.stream().map(Hop::of).toList();
    }

    String end() {
        return end;
    }

    Order sent(Flow flow) {
        var one = order.get();
        events.forEach(event -> flow.send(event.apply(one)));
        return one;
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
