package dev.tideway.catalogetl;

import dev.tideway.catalogetl.Decision.Discontinued;
import dev.tideway.catalogetl.Decision.Listed;
import dev.tideway.catalogetl.Decision.Nothing;
import dev.tideway.catalogetl.Decision.Repriced;
import dev.tideway.kit.Emits;
import dev.tideway.kit.EventData;
import dev.tideway.kit.Reply;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Turns changes of the old catalogue's rows into events of the store's language. Keeps nothing: the row as it was comes with
/// the change.
public class CatalogEtl {

    @EventData("dev.tideway.product.listed.v1")
    public record ProductListed(
            String sku,
            String name,
            String category,
            long unitPrice,
            String currency,
            Instant changedAt,
            long revision) {}

    @EventData("dev.tideway.product.repriced.v1")
    public record ProductRepriced(
            String sku,
            long unitPrice,
            long previousUnitPrice,
            String currency,
            Instant changedAt,
            long revision) {}

    @EventData("dev.tideway.product.discontinued.v1")
    public record ProductDiscontinued(String sku, Instant changedAt, long revision) {}

    @Funq
    @CloudEventMapping(trigger = "io.debezium.connector.postgresql.DataChangeEvent")
    @Emits({ProductListed.class, ProductRepriced.class, ProductDiscontinued.class})
    public @Nullable CloudEvent<Object> translate(CloudEvent<RowChange> event) {
        var change = event.data();
        var revision = Revision.of(event);
        var reply = Reply.to(event).about(change.sku());
        return switch (Decision.on(change)) {
            case Listed(var item) -> reply.of(listed(item, revision));
            case Repriced(var item, var previous) -> reply.of(repriced(item, previous, revision));
            case Discontinued(var sku) ->
                    reply.of(new ProductDiscontinued(sku, revision.changedAt(), revision.number()));
            case Nothing() -> null;
        };
    }

    private static ProductListed listed(Item item, Revision revision) {
        return new ProductListed(
                item.sku(),
                item.title(),
                item.category(),
                item.priceCents(),
                item.currency(),
                revision.changedAt(),
                revision.number());
    }

    private static ProductRepriced repriced(Item item, long previous, Revision revision) {
        return new ProductRepriced(
                item.sku(),
                item.priceCents(),
                previous,
                item.currency(),
                revision.changedAt(),
                revision.number());
    }
}
