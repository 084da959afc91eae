package dev.tideway.flowtest;

import java.util.UUID;

/// An order that a test places.
record Order(String id, String sku, int quantity, String token) {
    static final String GOOD_CARD = "tok_visa";
    static final String SENCHA = "tea-sencha";
    static final int PRICE = 1250;

    private static Order of(String sku, String token) {
        return new Order("o-" + UUID.randomUUID(), sku, 2, token);
    }

    static Order good() {
        return of(SENCHA, GOOD_CARD);
    }

    static Order withDeclinedCard() {
        return of(SENCHA, "tok_declined");
    }

    static Order ofUnknownStock() {
        return of("no-such-thing", GOOD_CARD);
    }

    static Order withoutLines() {
        return new Order("o-" + UUID.randomUUID(), SENCHA, 0, GOOD_CARD);
    }

    int amount() {
        return quantity * PRICE;
    }

    NewEvent place() {
        var line =
                """
                {"sku": "%s", "quantity": %d, "unitPrice": %d}\
                """
                        .formatted(sku, quantity, PRICE);
        return NewEvent.of("dev.tideway.order.place.v1")
                .about(id)
                .json(
                        """
                        {"orderId": "%s", "customerId": "c-7", "currency": "EUR", "lines": [%s], "payment": {"token": "%s"}}
                        """
                                .formatted(id, quantity == 0 ? "" : line, token));
    }

    NewEvent cancel() {
        return NewEvent.of("dev.tideway.order.cancel.v1")
                .about(id)
                .json("{\"orderId\": \"%s\", \"reason\": \"changed my mind\"}".formatted(id));
    }
}
