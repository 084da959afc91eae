package dev.tideway.orderview;

/// Where an order stands. A later one outranks the earlier ones: of all that is known of an order,
/// the furthest counts.
enum Status {
    PLACED,
    RESERVED,
    PAYMENT_REQUESTED,
    CONFIRMED,
    CANCELLED,
    REJECTED;

    /// Whether the order has come to an end that wants a reason.
    boolean wantsReason() {
        return this == CANCELLED || this == REJECTED;
    }
}
