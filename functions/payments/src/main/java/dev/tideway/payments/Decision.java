package dev.tideway.payments;

import java.util.UUID;

/// What the provider says to a payment.
sealed interface Decision {

    record Authorized(String authorizationId) implements Decision {}

    record Declined(String reason) implements Decision {}

    /// By token, as payment providers' sandboxes do: these decline, all others are authorised.
    static Decision on(String token) {
        return switch (token) {
            case "tok_declined" -> new Declined("card declined");
            case "tok_insufficient" -> new Declined("insufficient funds");
            case "tok_expired" -> new Declined("card expired");
            default -> new Authorized("auth-" + UUID.randomUUID());
        };
    }
}
