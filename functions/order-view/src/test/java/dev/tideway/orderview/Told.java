package dev.tideway.orderview;

import dev.tideway.kit.testing.TestEvent;
import java.util.List;

/// What the function is told of one order, as events to post; the same events each time, so that
/// posting one again is delivering it again.
record Told(String id) {

    List<TestEvent> confirmed() {
        return List.of(
                placed(),
                event("stock.reserved", 1, "\"lines\": [{\"sku\": \"mug-blue\", \"quantity\": 1}]")
                        .with("causationid", "order.placed-" + id),
                event(
                                "payment.requested",
                                2,
                                "\"amount\": 2190, \"currency\": \"EUR\", \"token\": \"t\"")
                        .with("causationid", "stock.reserved-" + id),
                event(
                                "payment.authorized",
                                3,
                                "\"authorizationId\": \"a\", \"amount\": 2190, \"currency\": \"EUR\"")
                        .with("causationid", "payment.requested-" + id),
                whole("order.confirmed", 4).with("causationid", "payment.authorized-" + id));
    }

    List<TestEvent> declined() {
        return List.of(
                placed(),
                event("stock.reserved", 1, "\"lines\": [{\"sku\": \"mug-blue\", \"quantity\": 1}]")
                        .with("causationid", "order.placed-" + id),
                event(
                                "payment.requested",
                                2,
                                "\"amount\": 2190, \"currency\": \"EUR\", \"token\": \"t\"")
                        .with("causationid", "stock.reserved-" + id),
                event("payment.declined", 3, "\"reason\": \"insufficient funds\"")
                        .with("causationid", "payment.requested-" + id),
                event("order.cancelled", 4, "\"reason\": \"payment declined: insufficient funds\"")
                        .with("causationid", "payment.declined-" + id),
                event("stock.released", 5, "\"lines\": [{\"sku\": \"mug-blue\", \"quantity\": 1}]")
                        .with("causationid", "order.cancelled-" + id));
    }

    private TestEvent placed() {
        return whole("order.placed", 0);
    }

    private TestEvent whole(String type, int second) {
        return event(
                type,
                second,
                """
                "customerId": "c-7", "currency": "EUR", "total": 2190, "lines": [
                  {"sku": "tea-green-100", "quantity": 2, "unitPrice": 450},
                  {"sku": "mug-blue", "quantity": 1, "unitPrice": 1290}]
                """);
    }

    /// The same event each time, so that posting it again is delivering it again.
    TestEvent event(String type, int second, String data) {
        return TestEvent.of(
                        "dev.tideway." + type + ".v1",
                        "{\"orderId\": \"" + id + "\", " + data + "}")
                .id(type + "-" + id)
                .with("time", "2026-03-02T09:30:0" + second + "Z");
    }
}
