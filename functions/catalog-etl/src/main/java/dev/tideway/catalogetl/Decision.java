package dev.tideway.catalogetl;

import org.jspecify.annotations.Nullable;

/// What a row's change means to the store. One change means one thing at most: a listing tells all there is of a product, the
/// price included.
sealed interface Decision {

    record Listed(Item item) implements Decision {}

    record Repriced(Item item, long previousPrice) implements Decision {}

    record Discontinued(String sku) implements Decision {}

    /// A note, a shelf, a price that nobody is asked to pay.
    record Nothing() implements Decision {}

    /// Pure: the row as it was and as it is.
    static Decision on(RowChange change) {
        var before = onSale(change.before());
        var after = onSale(change.after());
        if (after == null) {
            return before == null ? new Nothing() : new Discontinued(before.sku());
        }
        if (before == null || !after.presentedAs(before)) {
            return new Listed(after);
        }
        return after.pricedAs(before) ? new Nothing() : new Repriced(after, before.priceCents());
    }

    private static @Nullable Item onSale(@Nullable Item item) {
        return item != null && item.onSale() ? item : null;
    }
}
