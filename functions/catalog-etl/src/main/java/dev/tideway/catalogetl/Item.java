package dev.tideway.catalogetl;

import com.fasterxml.jackson.annotation.JsonProperty;

/// A row of the old catalogue: the columns that mean something to the store. Others come along, and are passed over.
public record Item(
        String sku,
        String title,
        String category,
        @JsonProperty("price_cents") long priceCents,
        String currency,
        String status) {
    private static final String ON_SALE = "A";

    public Item {
        if (!status.equals(ON_SALE) && !status.equals("I")) {
            throw new IllegalArgumentException("status is " + status + ", not A or I");
        }
        if (priceCents < 0) {
            throw new IllegalArgumentException("price_cents is " + priceCents + ", less than 0");
        }
    }

    boolean onSale() {
        return status.equals(ON_SALE);
    }

    /// Whether customers would call it something else.
    boolean presentedAs(Item other) {
        return title.equals(other.title) && category.equals(other.category);
    }

    boolean pricedAs(Item other) {
        return priceCents == other.priceCents && currency.equals(other.currency);
    }
}
