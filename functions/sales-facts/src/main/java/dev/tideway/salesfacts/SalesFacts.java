package dev.tideway.salesfacts;

import dev.tideway.kit.Once;
import dev.tideway.kit.Unprocessable;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Hears what was sold and what the catalogue says, in any order, and answers no event.
public class SalesFacts {
    private final Once once;

    SalesFacts(Once once) {
        this.once = once;
    }

    public record OrderConfirmed(String orderId, String currency, List<Line> lines) {}

    public record OrderCancelled(String orderId) {}

    public record ProductListed(
            String sku,
            String name,
            String category,
            long unitPrice,
            String currency,
            OffsetDateTime changedAt,
            long revision) {}

    public record ProductRepriced(
            String sku, long unitPrice, String currency, OffsetDateTime changedAt, long revision) {}

    public record ProductDiscontinued(String sku, OffsetDateTime changedAt, long revision) {}

    @Funq
    @CloudEventMapping(trigger = "dev.tideway.order.confirmed.v1")
    public void sell(CloudEvent<OrderConfirmed> event) {
        if (event.time() == null) {
            throw new Unprocessable(
                    "time is missing: it says which hour the order belongs to; send the event with it");
        }
        var confirmation =
                new Confirmation(
                        event.data().orderId(),
                        storable(event.time()),
                        event.source(),
                        event.id(),
                        event.data().currency(),
                        event.data().lines());
        write(event, connection -> new Sales(connection).confirm(confirmation));
    }

    @Funq
    @CloudEventMapping(trigger = "dev.tideway.order.cancelled.v1")
    public void takeOff(CloudEvent<OrderCancelled> event) {
        write(event, connection -> new Sales(connection).cancel(event.data().orderId()));
    }

    @Funq
    @CloudEventMapping(trigger = "dev.tideway.product.listed.v1")
    public void list(CloudEvent<ProductListed> event) {
        var data = event.data();
        var what =
                new ProductChange.Listed(
                        data.name(), data.category(), data.unitPrice(), data.currency());
        change(event, data.sku(), data.changedAt(), data.revision(), what);
    }

    @Funq
    @CloudEventMapping(trigger = "dev.tideway.product.repriced.v1")
    public void reprice(CloudEvent<ProductRepriced> event) {
        var data = event.data();
        var what = new ProductChange.Repriced(data.unitPrice(), data.currency());
        change(event, data.sku(), data.changedAt(), data.revision(), what);
    }

    @Funq
    @CloudEventMapping(trigger = "dev.tideway.product.discontinued.v1")
    public void discontinue(CloudEvent<ProductDiscontinued> event) {
        var data = event.data();
        var what = new ProductChange.Discontinued();
        change(event, data.sku(), data.changedAt(), data.revision(), what);
    }

    private void change(
            CloudEvent<?> event,
            String sku,
            OffsetDateTime at,
            long revision,
            ProductChange.What what) {
        var change =
                new ProductChange(sku, storable(at), revision, event.source(), event.id(), what);
        write(event, connection -> new Catalogue(connection).hear(change));
    }

    private interface Writing {
        void to(Connection connection) throws SQLException;
    }

    private void write(CloudEvent<?> event, Writing writing) {
        var _ =
                once.handle(
                        event,
                        connection -> {
                            writing.to(connection);
                            return null;
                        });
    }

    /// PostgreSQL keeps microseconds and rounds what is finer, which could make an order one of the
    /// next hour.
    private static OffsetDateTime storable(OffsetDateTime time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }
}
