package dev.tideway.salesfacts;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// What one event says of one product.
///
/// @param at since when it is so
/// @param revision of two changes the one with the higher is the later
record ProductChange(
        String sku,
        OffsetDateTime at,
        long revision,
        String source,
        String eventId,
        ProductChange.What what) {

    /// What has changed.
    sealed interface What {}

    record Listed(String name, String category, long unitPrice, String currency) implements What {}

    record Repriced(long unitPrice, String currency) implements What {}

    /// Says nothing of the price: the last one said stays the list price of what is still sold.
    record Discontinued() implements What {}

    @Nullable String name() {
        return what instanceof Listed listed ? listed.name() : null;
    }

    @Nullable String category() {
        return what instanceof Listed listed ? listed.category() : null;
    }

    @Nullable Long unitPrice() {
        return switch (what) {
            case Listed listed -> listed.unitPrice();
            case Repriced repriced -> repriced.unitPrice();
            case Discontinued _ -> null;
        };
    }

    @Nullable String currency() {
        return switch (what) {
            case Listed listed -> listed.currency();
            case Repriced repriced -> repriced.currency();
            case Discontinued _ -> null;
        };
    }

    boolean discontinued() {
        return what instanceof Discontinued;
    }
}
