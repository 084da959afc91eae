package dev.tideway.catalogetl;

import org.jspecify.annotations.Nullable;

/// A change of one row, as Debezium tells it.
///
/// @param before null when the row is new, or was there when the telling began
/// @param after null when the row is gone
public record RowChange(@Nullable Item before, @Nullable Item after) {
    public RowChange {
        if (before == null && after == null) {
            throw new IllegalArgumentException("neither before nor after has a row");
        }
        if (before != null && after != null && !before.sku().equals(after.sku())) {
            throw new IllegalArgumentException(
                    "the row %s has become %s: a changed key is a delete and an insert"
                            .formatted(before.sku(), after.sku()));
        }
    }

    String sku() {
        return after != null ? after.sku() : before != null ? before.sku() : "";
    }
}
