package dev.tideway.orderview;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Events of order o-1 for tests, in the order in which they happened.
final class Stories {
    static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    static final List<View.Line> LINES =
            List.of(new View.Line("tea-green-100", 2, 450L), new View.Line("mug-blue", 1, 1290L));

    private Stories() {}

    /// An event and its data.
    record Heard(Entry entry, OrderFacts facts) {
        static View view(List<Heard> story) {
            var view = View.unheard("o-1");
            for (var heard : story) {
                view = view.with(heard.entry(), heard.facts());
            }
            return view;
        }
    }

    static List<Heard> confirmed() {
        return List.of(
                placed(),
                plain(Kind.STOCK_RESERVED, "reserved", "placed", 1),
                plain(Kind.PAYMENT_REQUESTED, "requested", "reserved", 2),
                plain(Kind.PAYMENT_AUTHORIZED, "authorized", "requested", 3),
                whole(Kind.ORDER_CONFIRMED, "confirmed", "authorized", 4));
    }

    static List<Heard> declined() {
        return List.of(
                placed(),
                plain(Kind.STOCK_RESERVED, "reserved", "placed", 1),
                plain(Kind.PAYMENT_REQUESTED, "requested", "reserved", 2),
                reason(Kind.PAYMENT_DECLINED, "declined", "requested", 3, "insufficient funds"),
                reason(
                        Kind.ORDER_CANCELLED,
                        "cancelled",
                        "declined",
                        4,
                        "payment declined: insufficient funds"),
                plain(Kind.STOCK_RELEASED, "released", "cancelled", 5));
    }

    static List<Heard> refused() {
        return List.of(
                placed(),
                reason(Kind.STOCK_REFUSED, "refused", "placed", 1, "not enough"),
                reason(
                        Kind.ORDER_CANCELLED,
                        "cancelled",
                        "refused",
                        2,
                        "stock refused: not enough"));
    }

    static List<Heard> rejected() {
        var facts =
                new OrderFacts(
                        "o-1", null, null, null, null, null, List.of("no lines", "no customer"));
        return List.of(
                new Heard(entry(Kind.ORDER_REJECTED, "rejected", "place", 0, facts.why()), facts));
    }

    /// The customer cancelled with one more event, which has no cause among the others.
    static List<Heard> cancelledLate() {
        return List.of(
                placed(),
                plain(Kind.STOCK_RESERVED, "reserved", "placed", 1),
                plain(Kind.PAYMENT_REQUESTED, "requested", "reserved", 2),
                reason(Kind.ORDER_CANCELLED, "cancelled", "cancel", 3, "too late"),
                plain(Kind.PAYMENT_AUTHORIZED, "authorized", "requested", 4),
                plain(Kind.STOCK_RELEASED, "released", "cancelled", 5));
    }

    private static Heard placed() {
        return whole(Kind.ORDER_PLACED, "placed", "place", 0);
    }

    private static Heard whole(Kind kind, String id, String cause, int second) {
        var facts = new OrderFacts("o-1", "c-7", "EUR", 2190L, LINES, null, null);
        return new Heard(entry(kind, id, cause, second, null), facts);
    }

    private static Heard plain(Kind kind, String id, String cause, int second) {
        var facts =
                new OrderFacts(
                        "o-1",
                        null,
                        null,
                        null,
                        List.of(new View.Line("mug-blue", 1, null)),
                        null,
                        null);
        return new Heard(entry(kind, id, cause, second, null), facts);
    }

    private static Heard reason(Kind kind, String id, String cause, int second, String reason) {
        var facts = new OrderFacts("o-1", null, null, null, null, reason, null);
        return new Heard(entry(kind, id, cause, second, reason), facts);
    }

    static Entry entry(Kind kind, String id, String cause, int second, @Nullable String reason) {
        return new Entry(kind.type(), NINE.plusSeconds(second), id, "/source", cause, reason);
    }
}
