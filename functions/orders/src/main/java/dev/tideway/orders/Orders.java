package dev.tideway.orders;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.kit.Emits;
import dev.tideway.kit.Once;
import dev.tideway.kit.Reply;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import org.jspecify.annotations.Nullable;

/// The function: one method for each event type it takes. Each reads the order's history, decides,
/// appends, and answers with what others need to know of it, all in one transaction.
public class Orders {
    private final Once once;
    private final ObjectMapper json;

    Orders(Once once, ObjectMapper json) {
        this.once = once;
        this.json = json;
    }

    @Funq
    @CloudEventMapping(trigger = "dev.tideway.order.place.v1")
    @Emits({Announcement.OrderPlaced.class, Announcement.OrderRejected.class})
    public @Nullable CloudEvent<Object> place(CloudEvent<Message.PlaceOrder> event) {
        return handle(event);
    }

    @Funq
    @CloudEventMapping(trigger = "dev.tideway.order.cancel.v1")
    @Emits(Announcement.OrderCancelled.class)
    public @Nullable CloudEvent<Object> cancel(CloudEvent<Message.CancelOrder> event) {
        return handle(event);
    }

    @Funq
    @CloudEventMapping(trigger = "dev.tideway.stock.reserved.v1")
    @Emits(Announcement.PaymentRequested.class)
    public @Nullable CloudEvent<Object> stockReserved(CloudEvent<Message.StockReserved> event) {
        return handle(event);
    }

    @Funq
    @CloudEventMapping(trigger = "dev.tideway.stock.refused.v1")
    @Emits(Announcement.OrderCancelled.class)
    public @Nullable CloudEvent<Object> stockRefused(CloudEvent<Message.StockRefused> event) {
        return handle(event);
    }

    @Funq
    @CloudEventMapping(trigger = "dev.tideway.payment.authorized.v1")
    @Emits(Announcement.OrderConfirmed.class)
    public @Nullable CloudEvent<Object> paymentAuthorized(
            CloudEvent<Message.PaymentAuthorized> event) {
        return handle(event);
    }

    @Funq
    @CloudEventMapping(trigger = "dev.tideway.payment.declined.v1")
    @Emits(Announcement.OrderCancelled.class)
    public @Nullable CloudEvent<Object> paymentDeclined(CloudEvent<Message.PaymentDeclined> event) {
        return handle(event);
    }

    private @Nullable CloudEvent<Object> handle(CloudEvent<? extends Message> event) {
        var command = event.data().command();
        return once.handle(
                event,
                connection ->
                        new OrderBook(connection, json)
                                .carryOut(command)
                                .map(news -> Reply.to(event).about(command.orderId()).of(news))
                                .orElse(null));
    }
}
