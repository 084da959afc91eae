package dev.tideway.orderview;

import java.util.Optional;

/// The event types this function takes, and what each says of its order.
enum Kind {
    ORDER_PLACED("dev.tideway.order.placed.v1", Status.PLACED),
    ORDER_REJECTED("dev.tideway.order.rejected.v1", Status.REJECTED),
    ORDER_CONFIRMED("dev.tideway.order.confirmed.v1", Status.CONFIRMED),
    ORDER_CANCELLED("dev.tideway.order.cancelled.v1", Status.CANCELLED),
    STOCK_RESERVED("dev.tideway.stock.reserved.v1", Status.RESERVED, Stock.RESERVED),
    STOCK_REFUSED("dev.tideway.stock.refused.v1", Status.PLACED, Stock.REFUSED),
    STOCK_RELEASED("dev.tideway.stock.released.v1", Status.PLACED, Stock.RELEASED),
    PAYMENT_REQUESTED("dev.tideway.payment.requested.v1", Status.PAYMENT_REQUESTED),
    PAYMENT_AUTHORIZED("dev.tideway.payment.authorized.v1", Status.PAYMENT_REQUESTED),
    PAYMENT_DECLINED("dev.tideway.payment.declined.v1", Status.PAYMENT_REQUESTED);

    private final String type;
    private final Status reaches;
    private final Optional<Stock> stock;

    Kind(String type, Status reaches) {
        this(type, reaches, Optional.empty());
    }

    Kind(String type, Status reaches, Stock stock) {
        this(type, reaches, Optional.of(stock));
    }

    Kind(String type, Status reaches, Optional<Stock> stock) {
        this.type = type;
        this.reaches = reaches;
        this.stock = stock;
    }

    static Optional<Kind> of(String type) {
        for (var kind : values()) {
            if (kind.type.equals(type)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    String type() {
        return type;
    }

    /// How far the order has come at least, when this has happened to it.
    Status reaches() {
        return reaches;
    }

    /// What it says of the order's stock, if anything.
    Optional<Stock> stock() {
        return stock;
    }
}
