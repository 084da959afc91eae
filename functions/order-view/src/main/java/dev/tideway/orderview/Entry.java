package dev.tideway.orderview;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One event in an order's history. Known by `source` and `id`, as CloudEvents has it.
///
/// @param causationid id of the event that caused it
@JsonInclude(JsonInclude.Include.NON_NULL)
record Entry(
        String type,
        Instant time,
        String id,
        String source,
        @Nullable String causationid,
        @Nullable String reason) {

    boolean isSameEvent(Entry other) {
        return id.equals(other.id) && source.equals(other.source);
    }
}
