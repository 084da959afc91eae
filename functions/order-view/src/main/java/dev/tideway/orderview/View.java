package dev.tideway.orderview;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One order as people ask for it; its JSON is the answer to `GET /orders/{id}`.
///
/// Made of the set of events heard so far, never of their order of arrival: brokers may deliver out
/// of order and more than once, and the view comes out the same.
///
/// @param total in minor units of the currency; absent, like `currency` and `lines`, until an event
/// has told it
@JsonInclude(JsonInclude.Include.NON_NULL)
record View(
        String orderId,
        Status status,
        @Nullable String reason,
        @Nullable String customerId,
        @Nullable Long total,
        @Nullable String currency,
        @Nullable List<Line> lines,
        @Nullable Stock stock,
        List<Entry> history) {

    /// @param unitPrice of one piece, in minor units of the currency; events about stock know none
    record Line(String sku, long quantity, @Nullable Long unitPrice) {}

    /// The view of an order of which nothing has been heard.
    static View unheard(String orderId) {
        return new View(orderId, Status.PLACED, null, null, null, null, null, null, List.of());
    }

    /// This view with one more event; itself when it has heard that before.
    View with(Entry entry, OrderFacts facts) {
        if (history.stream().anyMatch(entry::isSameEvent)) {
            return this;
        }
        var entries = new ArrayList<>(history);
        entries.add(entry);
        var known = History.causal(entries);
        var reached = furthest(known);
        return new View(
                orderId,
                reached,
                reason(known, reached),
                facts.customerId() == null ? customerId : facts.customerId(),
                facts.total() == null ? total : facts.total(),
                facts.currency() == null ? currency : facts.currency(),
                facts.total() == null ? lines : facts.lines(),
                stock(known),
                known);
    }

    private static Status furthest(List<Entry> known) {
        return kinds(known).map(Kind::reaches).max(Comparator.naturalOrder()).orElse(Status.PLACED);
    }

    private static @Nullable String reason(List<Entry> known, Status reached) {
        if (!reached.wantsReason()) {
            return null;
        }
        for (var entry : known) {
            if (kinds(List.of(entry)).anyMatch(kind -> kind.reaches() == reached)) {
                return entry.reason();
            }
        }
        return null;
    }

    private static @Nullable Stock stock(List<Entry> known) {
        return kinds(known)
                .flatMap(kind -> kind.stock().stream())
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static Stream<Kind> kinds(List<Entry> entries) {
        return entries.stream().flatMap(entry -> Kind.of(entry.type()).stream());
    }
}
