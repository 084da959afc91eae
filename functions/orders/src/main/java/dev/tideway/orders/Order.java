package dev.tideway.orders;

import java.util.List;

/// Where an order stands; each state holds what the next decision needs.
///
/// ```
/// Unknown --> Placed --> AwaitingPayment --> Confirmed
///    |           |              |                |
///    v           +--------------+-------> Cancelled (final)
/// Rejected (final)
/// ```
sealed interface Order {
    /// Nothing has happened to it yet.
    record Unknown() implements Order {}

    /// Accepted; its stock is wanted.
    record Placed(Basket basket) implements Order {}

    /// Its stock is reserved; its payment is wanted.
    record AwaitingPayment(Basket basket) implements Order {}

    record Confirmed(Basket basket) implements Order {}

    record Cancelled(Basket basket, String reason) implements Order {}

    record Rejected(Basket basket, List<String> reasons) implements Order {
        public Rejected {
            reasons = List.copyOf(reasons);
        }
    }
}
