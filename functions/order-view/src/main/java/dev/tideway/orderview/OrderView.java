package dev.tideway.orderview;

import dev.tideway.kit.Unprocessable;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import java.time.Instant;

/// The function: hears every event of an order and answers none.
public class OrderView {
    private final Views views;

    OrderView(Views views) {
        this.views = views;
    }

    /// One method for all types, for each means the same here: one more entry in the order's
    /// history.
    @Funq
    @CloudEventMapping(trigger = "*")
    public void hear(CloudEvent<OrderFacts> event) {
        if (Kind.of(event.type()).isEmpty()) {
            throw new Unprocessable("order-view takes no events of type " + event.type());
        }
        var facts = event.data();
        var entry =
                new Entry(
                        event.type(),
                        event.time() == null ? Instant.now() : event.time().toInstant(),
                        event.id(),
                        event.source(),
                        event.extensions().get("causationid"),
                        facts.why());
        views.change(facts.orderId(), view -> view.with(entry, facts));
    }
}
