package dev.tideway.inventory;

import dev.tideway.inventory.Decision.Refused;
import dev.tideway.inventory.Decision.Reserved;
import dev.tideway.inventory.Decision.Shortage;
import dev.tideway.kit.Emits;
import dev.tideway.kit.EventData;
import dev.tideway.kit.Once;
import dev.tideway.kit.Reply;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sets stock aside for an order when it is placed, and puts it back when the order is cancelled.
///
/// An order is decided once. A cancellation may come before the order, without one, or twice.
public class Inventory {
    private final Once once;

    Inventory(Once once) {
        this.once = once;
    }

    public record OrderPlaced(String orderId, List<Line> lines) {}

    public record OrderCancelled(String orderId) {}

    @EventData("dev.tideway.stock.reserved.v1")
    public record StockReserved(String orderId, List<Line> lines) {}

    @EventData("dev.tideway.stock.refused.v1")
    public record StockRefused(String orderId, String reason, List<Shortage> shortages) {}

    @EventData("dev.tideway.stock.released.v1")
    public record StockReleased(String orderId, List<Line> lines) {}

    @Funq
    @CloudEventMapping(trigger = "dev.tideway.order.placed.v1")
    @Emits({StockReserved.class, StockRefused.class})
    public @Nullable CloudEvent<Object> reserve(CloudEvent<OrderPlaced> event) {
        var order = event.data();
        var reply = Reply.to(event).about(order.orderId());
        return once.handle(
                event,
                connection -> {
                    var shelves = new Shelves(connection);
                    if (!shelves.open(order.orderId())) {
                        return null;
                    }
                    return switch (Decision.on(order.lines(), shelves.lock(order.lines()))) {
                        case Reserved(var lines) -> {
                            shelves.take(order.orderId(), lines);
                            yield reply.of(new StockReserved(order.orderId(), lines));
                        }
                        case Refused(var reason, var shortages) -> {
                            shelves.refuse(order.orderId());
                            yield reply.of(new StockRefused(order.orderId(), reason, shortages));
                        }
                    };
                });
    }

    @Funq
    @CloudEventMapping(trigger = "dev.tideway.order.cancelled.v1")
    @Emits(StockReleased.class)
    public @Nullable CloudEvent<Object> release(CloudEvent<OrderCancelled> event) {
        var orderId = event.data().orderId();
        return once.handle(
                event,
                connection -> {
                    var shelves = new Shelves(connection);
                    shelves.close(orderId);
                    var lines = shelves.putBack(orderId);
                    return lines.isEmpty()
                            ? null
                            : Reply.to(event).about(orderId).of(new StockReleased(orderId, lines));
                });
    }
}
