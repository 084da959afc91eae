package dev.tideway.orders;

/// What an order is asked to do, or told has happened.
sealed interface Command {
    /// Which order; never blank.
    String orderId();

    /// The customer's wish for an order.
    ///
    /// @param paymentToken stands for the means of payment; empty when none was sent
    record Place(String orderId, Basket basket, String paymentToken) implements Command {
        /// Without the token: what is printed may be logged.
        @Override
        public String toString() {
            return "Place[orderId=" + orderId + ", basket=" + basket + "]";
        }
    }

    record Cancel(String orderId, String reason) implements Command {}

    record StockReserved(String orderId) implements Command {}

    record StockRefused(String orderId, String reason) implements Command {}

    record PaymentAuthorized(String orderId, String authorizationId) implements Command {}

    record PaymentDeclined(String orderId, String reason) implements Command {}
}
