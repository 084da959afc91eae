package dev.tideway.salesfacts;

import dev.tideway.kit.testing.TestEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What the function is told, as events to post.
final class Told {
    private Told() {}

    static TestEvent confirmed(String order, Instant at, String currency, Line... lines) {
        long total = 0;
        for (var line : lines) {
            total += line.quantity() * line.unitPrice();
        }
        return TestEvent.of(
                        "dev.tideway.order.confirmed.v1",
                        Map.of(
                                "orderId",
                                order,
                                "customerId",
                                "c-7",
                                "currency",
                                currency,
                                "total",
                                total,
                                "lines",
                                List.of(lines)))
                .about(order)
                .with("time", at.toString());
    }

    static TestEvent cancelled(String order) {
        return TestEvent.of(
                        "dev.tideway.order.cancelled.v1",
                        Map.of("orderId", order, "reason", "changed my mind"))
                .about(order);
    }

    static TestEvent listed(String sku, String name, long price, String currency, Instant at) {
        return TestEvent.of(
                        "dev.tideway.product.listed.v1",
                        Map.of(
                                "sku",
                                sku,
                                "name",
                                name,
                                "category",
                                "tea",
                                "unitPrice",
                                price,
                                "currency",
                                currency,
                                "changedAt",
                                at.toString(),
                                "revision",
                                revision(at)))
                .about(sku);
    }

    static TestEvent repriced(String sku, long price, String currency, Instant at, long revision) {
        return TestEvent.of(
                        "dev.tideway.product.repriced.v1",
                        Map.of(
                                "sku",
                                sku,
                                "unitPrice",
                                price,
                                "previousUnitPrice",
                                1,
                                "currency",
                                currency,
                                "changedAt",
                                at.toString(),
                                "revision",
                                revision))
                .about(sku);
    }

    static TestEvent repriced(String sku, long price, Instant at) {
        return repriced(sku, price, "EUR", at, revision(at));
    }

    static TestEvent discontinued(String sku, Instant at) {
        return TestEvent.of(
                        "dev.tideway.product.discontinued.v1",
                        Map.of("sku", sku, "changedAt", at.toString(), "revision", revision(at)))
                .about(sku);
    }

    /// Grows with time, as a catalogue's does.
    static long revision(Instant at) {
        return at.toEpochMilli();
    }
}
