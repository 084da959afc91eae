package dev.tideway.salesfacts;

/// So many pieces of one product at one price, which is in minor units.
public record Line(String sku, int quantity, long unitPrice) {
    public Line {
        if (quantity < 1) {
            throw new IllegalArgumentException(
                    "quantity of " + sku + " is " + quantity + ": at least 1");
        }
        if (unitPrice < 0) {
            throw new IllegalArgumentException(
                    "unitPrice of " + sku + " is " + unitPrice + ": at least 0");
        }
    }
}
