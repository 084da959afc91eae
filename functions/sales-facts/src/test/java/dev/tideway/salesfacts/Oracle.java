package dev.tideway.salesfacts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.kit.testing.TestEvent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The fact table worked out from the whole set of events, the plain way: no increments, no order of arrival.
final class Oracle {
    private static final Comparator<TestEvent> BY_REVISION =
            Comparator.comparingLong((TestEvent e) -> e.json().path("revision").asLong())
                    .thenComparing(Oracle::source)
                    .thenComparing(Oracle::id);

    private final List<TestEvent> events;
    private final TreeMap<Slot.Key, Slot> slots = new TreeMap<>();

    private Oracle(List<TestEvent> events) {
        this.events = events;
    }

    static SortedMap<Slot.Key, Slot> slots(List<TestEvent> events) {
        var known = new HashSet<String>();
        var oracle =
                new Oracle(
                        events.stream().filter(e -> known.add(source(e) + " " + id(e))).toList());
        oracle.orders().forEach(oracle::count);
        return oracle.slots;
    }

    private Set<String> orders() {
        var orders = new TreeSet<String>();
        of("order.confirmed").forEach(e -> orders.add(e.json().path("orderId").asText()));
        return orders;
    }

    private void count(String order) {
        var cancelled =
                of("order.cancelled").stream()
                        .anyMatch(e -> e.json().path("orderId").asText().equals(order));
        var first =
                of("order.confirmed").stream()
                        .filter(e -> e.json().path("orderId").asText().equals(order))
                        .min(
                                Comparator.comparing(Oracle::time)
                                        .thenComparing(Oracle::source)
                                        .thenComparing(Oracle::id))
                        .orElseThrow();
        var skus = new TreeSet<String>();
        first.json().path("lines").forEach(line -> skus.add(line.path("sku").asText()));
        for (var sku : skus) {
            count(first, sku, sku.equals(skus.first()), cancelled);
        }
    }

    private void count(TestEvent order, String sku, boolean leads, boolean cancelled) {
        long units = 0;
        long revenue = 0;
        for (var line : order.json().path("lines")) {
            if (line.path("sku").asText().equals(sku)) {
                units += line.path("quantity").asLong();
                revenue += line.path("quantity").asLong() * line.path("unitPrice").asLong();
            }
        }
        var currency = order.json().path("currency").asText();
        var price = price(sku, time(order), currency);
        var listed = latest("product.listed", sku).map(TestEvent::json);
        var key = new Slot.Key(time(order).truncatedTo(ChronoUnit.HOURS), sku, currency);
        var one = cancelled ? 0 : 1;
        var off = 1 - one;
        var slot =
                new Slot(
                        one,
                        leads ? one : 0,
                        one * units,
                        one * revenue,
                        price == null ? 0 : one * units,
                        price == null || cancelled ? null : units * price,
                        off,
                        leads ? off : 0,
                        off * units,
                        off * revenue,
                        listed.map(data -> data.path("name").asText()).orElse(null),
                        listed.map(data -> data.path("category").asText()).orElse(null));
        slots.merge(key, slot, Oracle::sum);
    }

    private @Nullable Long price(String sku, Instant at, String currency) {
        JsonNode found = null;
        for (var event : changes(sku)) {
            var data = event.json();
            var since = OffsetDateTime.parse(data.path("changedAt").asText()).toInstant();
            if (data.has("unitPrice") && !since.isAfter(at)) {
                found = data;
            }
        }
        return found == null || !found.path("currency").asText().equals(currency)
                ? null
                : found.path("unitPrice").asLong();
    }

    private Optional<TestEvent> latest(String type, String sku) {
        return changes(sku).stream()
                .filter(e -> of(type).contains(e))
                .reduce((earlier, later) -> later);
    }

    /// By revision.
    private List<TestEvent> changes(String sku) {
        var changes = new ArrayList<>(of("product."));
        changes.removeIf(e -> !e.json().path("sku").asText().equals(sku));
        changes.sort(BY_REVISION);
        return changes;
    }

    private List<TestEvent> of(String type) {
        return events.stream()
                .filter(e -> attribute(e, "type").startsWith("dev.tideway." + type))
                .toList();
    }

    private static Slot sum(Slot a, Slot b) {
        var listValue =
                a.listValue() == null
                        ? b.listValue()
                        : Long.valueOf(a.listValue() + (b.listValue() == null ? 0 : b.listValue()));
        return new Slot(
                a.orders() + b.orders(),
                a.leading() + b.leading(),
                a.units() + b.units(),
                a.revenue() + b.revenue(),
                a.listedUnits() + b.listedUnits(),
                listValue,
                a.cancelledOrders() + b.cancelledOrders(),
                a.cancelledLeading() + b.cancelledLeading(),
                a.cancelledUnits() + b.cancelledUnits(),
                a.cancelledRevenue() + b.cancelledRevenue(),
                a.name(),
                a.category());
    }

    private static Instant time(TestEvent event) {
        return OffsetDateTime.parse(attribute(event, "time"))
                .toInstant()
                .truncatedTo(ChronoUnit.MICROS);
    }

    private static String source(TestEvent event) {
        return attribute(event, "source");
    }

    private static String id(TestEvent event) {
        return attribute(event, "id");
    }

    private static String attribute(TestEvent event, String name) {
        return String.valueOf(event.attributes().get(name));
    }
}
