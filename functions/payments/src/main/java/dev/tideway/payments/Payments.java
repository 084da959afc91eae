package dev.tideway.payments;

import dev.tideway.kit.Emits;
import dev.tideway.kit.EventData;
import dev.tideway.kit.Once;
import dev.tideway.kit.Reply;
import dev.tideway.payments.Decision.Authorized;
import dev.tideway.payments.Decision.Declined;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import org.jspecify.annotations.Nullable;

/// Authorises or declines an order's payment, once per order.
public class Payments {
    private final Once once;

    Payments(Once once) {
        this.once = once;
    }

    /// Amounts are in minor units of the currency (ISO 4217).
    public record PaymentRequested(String orderId, long amount, String currency, String token) {
        public PaymentRequested {
            if (amount < 0) {
                throw new IllegalArgumentException("amount is " + amount + ", not 0 or more");
            }
        }
    }

    @EventData("dev.tideway.payment.authorized.v1")
    public record PaymentAuthorized(
            String orderId, String authorizationId, long amount, String currency) {}

    @EventData("dev.tideway.payment.declined.v1")
    public record PaymentDeclined(String orderId, String reason) {}

    @Funq
    @CloudEventMapping(trigger = "dev.tideway.payment.requested.v1")
    @Emits({PaymentAuthorized.class, PaymentDeclined.class})
    public @Nullable CloudEvent<Object> decide(CloudEvent<PaymentRequested> event) {
        var request = event.data();
        var reply = Reply.to(event).about(request.orderId());
        return once.handle(
                event,
                connection -> {
                    var decision = Decision.on(request.token());
                    return switch (new Ledger(connection).settle(request, decision)) {
                        case Authorized(var id) ->
                                reply.of(
                                        new PaymentAuthorized(
                                                request.orderId(),
                                                id,
                                                request.amount(),
                                                request.currency()));
                        case Declined(var reason) ->
                                reply.of(new PaymentDeclined(request.orderId(), reason));
                    };
                });
    }
}
