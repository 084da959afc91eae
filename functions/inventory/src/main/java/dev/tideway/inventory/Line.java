package dev.tideway.inventory;

import java.util.LinkedHashMap;
import java.util.List;

/// So many pieces of one SKU (stock keeping unit).
public record Line(String sku, int quantity) {
    public Line {
        if (quantity < 1) {
            throw new IllegalArgumentException("quantity is " + quantity + ", not 1 or more");
        }
    }

    /// One line per SKU, in order of first appearance: an order may name a SKU twice.
    static List<Line> perSku(List<Line> lines) {
        var quantities = new LinkedHashMap<String, Integer>();
        lines.forEach(line -> quantities.merge(line.sku(), line.quantity(), Math::addExact));
        return quantities.entrySet().stream()
                .map(sku -> new Line(sku.getKey(), sku.getValue()))
                .toList();
    }
}
