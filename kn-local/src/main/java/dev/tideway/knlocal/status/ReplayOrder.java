package dev.tideway.knlocal.status;

import java.time.Instant;
import java.util.Optional;

/// What `POST /api/replay` is told: which part of the log to deliver to which trigger again.
///
/// @param trigger its name, with or without its namespace
/// @param dryRun whether only to say which events it would be
public record ReplayOrder(String trigger, Part part, boolean dryRun) {

    /// A part of the log of the trigger's broker.
    public sealed interface Part {
        /// What came in from one time on until before another; until now when there is no other.
        record Times(Instant from, Optional<Instant> to) implements Part {}

        /// What stands in one partition from one offset on until before another; until its end when there is no other.
        record Offsets(int partition, long from, Optional<Long> to) implements Part {}
    }
}
