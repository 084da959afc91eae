package dev.tideway.kit;

import io.quarkus.funqy.Context;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventBuilder;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import io.quarkus.funqy.knative.events.EventAttribute;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The application under test: one function for each way that Funqy lets one be written.
public class Shop {

    public record Line(String sku, int quantity) {}

    public record Order(
            String orderId,
            List<Line> lines,
            boolean gift,
            Optional<String> note,
            @Nullable String voucher) {}

    public record Seen(Map<String, String> extensions, String subject, String note) {}

    @Funq
    @CloudEventMapping(trigger = "shop.order.v1")
    public CloudEvent<Object> order(CloudEvent<Order> event) {
        var note = event.data().note().orElse("none") + "/" + event.data().voucher();
        var subject = String.valueOf(event.subject());
        return Reply.to(event)
                .of("shop.seen.v1", new Seen(new TreeMap<>(event.extensions()), subject, note));
    }

    @Funq
    @CloudEventMapping(trigger = "shop.silent.v1")
    public @Nullable CloudEvent<Object> silent(CloudEvent<Order> event) {
        return null;
    }

    @Funq
    @CloudEventMapping(trigger = "shop.void.v1")
    public void nothing(Order order) {}

    @Funq
    @CloudEventMapping(trigger = "shop.plain.v1", responseType = "shop.plain.seen.v1")
    public @Nullable Seen plain(Order order, @Context CloudEvent<?> event) {
        return order.gift() ? null : new Seen(event.extensions(), event.subject(), order.orderId());
    }

    @Funq
    @CloudEventMapping(trigger = "shop.refused.v1")
    public CloudEvent<Object> refused(CloudEvent<Order> event) {
        throw new Unprocessable("order " + event.data().orderId() + "\nis beyond help");
    }

    @Funq
    @CloudEventMapping(trigger = "shop.broken.v1")
    public CloudEvent<Object> broken(CloudEvent<Order> event) {
        throw new IllegalStateException("secret details");
    }

    @Funq
    @CloudEventMapping(trigger = "shop.own.v1")
    public CloudEvent<Map<String, String>> own(CloudEvent<Void> event) {
        return CloudEventBuilder.create()
                .id("own")
                .source("/own")
                .type("shop.own.seen.v1")
                .subject("Grüße \"100%\"")
                .time(OffsetDateTime.parse("2026-01-01T00:00:00Z"))
                .build(Map.of("a", "b"));
    }

    @Funq
    @CloudEventMapping(trigger = "shop.bytes.v1")
    public CloudEvent<byte[]> bytes(CloudEvent<byte[]> event) {
        var data = event.data() == null ? "none".getBytes(StandardCharsets.UTF_8) : event.data();
        return CloudEventBuilder.create()
                .id("bytes")
                .source("/shop")
                .type("shop.bytes.seen.v1")
                .build(data, "text/plain");
    }

    @Funq
    @CloudEventMapping(
            trigger = "shop.filtered.v1",
            attributes = @EventAttribute(name = "region", value = "eu"))
    public CloudEvent<Object> filtered(CloudEvent<Void> event) {
        return Reply.to(event).of("shop.eu.v1", "eu");
    }

    @EventData("shop.packed.v1")
    public record Packed(String box) {}

    @EventData("shop.sent.v1")
    public record Sent(String box) {}

    @Funq
    @CloudEventMapping(trigger = "shop.pack.v1")
    @Emits(Packed.class)
    public CloudEvent<Object> pack(CloudEvent<Void> event) {
        var box = String.valueOf(event.subject());
        return Reply.to(event).of(box.equals("known") ? new Packed(box) : new Sent(box));
    }

    @Funq
    @CloudEventMapping(trigger = "shop.later.v1")
    public Uni<CloudEvent<Object>> later(CloudEvent<Void> event) {
        return Uni.createFrom().item(() -> Reply.to(event).of("shop.late.v1", "late"));
    }

    @Funq
    @CloudEventMapping(trigger = "shop.empty.v1")
    public CloudEvent<Void> empty(CloudEvent<Void> event) {
        return CloudEventBuilder.create().id("e").source("/shop").type("shop.emptied.v1").build();
    }

    /// A query on the path that Funqy would have taken for the function of that name.
    @Path("/order")
    public static class Orders {
        @GET
        public String order() {
            return "a query";
        }
    }
}
