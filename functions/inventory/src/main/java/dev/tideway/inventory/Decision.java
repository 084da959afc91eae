package dev.tideway.inventory;

import java.util.List;
import java.util.Map;

/// What the warehouse says to an order: all of it, or nothing and why.
sealed interface Decision {

    record Reserved(List<Line> lines) implements Decision {}

    record Refused(String reason, List<Shortage> shortages) implements Decision {}

    /// A line that cannot be met; `available` is 0 for a SKU that the warehouse does not know.
    record Shortage(String sku, int requested, int available) {}

    /// Pure: the order's lines against what is on the shelves, by SKU.
    static Decision on(List<Line> lines, Map<String, Integer> shelves) {
        var wanted = Line.perSku(lines);
        var shortages =
                wanted.stream()
                        .filter(line -> shelves.getOrDefault(line.sku(), 0) < line.quantity())
                        .map(line -> shortage(line, shelves))
                        .toList();
        return shortages.isEmpty()
                ? new Reserved(wanted)
                : new Refused(reason(shortages.getFirst(), shelves), shortages);
    }

    private static Shortage shortage(Line line, Map<String, Integer> shelves) {
        return new Shortage(line.sku(), line.quantity(), shelves.getOrDefault(line.sku(), 0));
    }

    private static String reason(Shortage first, Map<String, Integer> shelves) {
        return shelves.containsKey(first.sku())
                ? "only " + first.available() + " of " + first.sku() + " left"
                : "unknown sku " + first.sku();
    }
}
