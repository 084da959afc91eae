package dev.tideway.orders;

import java.util.List;

/// What has happened to an order: the stored history, private to this function. Once written these
/// shapes stay readable for ever; what others may know of them is in `events/`.
sealed interface OrderEvent {
    record Placed(Basket basket) implements OrderEvent {}

    record Rejected(Basket basket, List<String> reasons) implements OrderEvent {
        public Rejected {
            reasons = List.copyOf(reasons);
        }
    }

    /// Stock is reserved, so payment was asked for. The token it needs is no part of history: see
    /// [PaymentTokens].
    ///
    /// @param amount in minor units of the currency
    record PaymentRequested(long amount, String currency) implements OrderEvent {}

    record Confirmed(String authorizationId) implements OrderEvent {}

    record Cancelled(String reason) implements OrderEvent {}
}
