package dev.tideway.orderview;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What this function reads of the events it takes, whichever they are; a tolerant reader, so
/// anything may be missing.
record OrderFacts(
        String orderId,
        @Nullable String customerId,
        @Nullable String currency,
        @Nullable Long total,
        @Nullable List<View.Line> lines,
        @Nullable String reason,
        @Nullable List<String> reasons) {

    /// The one reason, or all of a rejection's.
    @Nullable String why() {
        return reasons == null ? reason : String.join("; ", reasons);
    }
}
