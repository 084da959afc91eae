package dev.tideway.knlocal.trace;

import dev.tideway.knlocal.event.TraceContext;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A span that has ended.
///
/// @param place its ids, and those of the span that it is in
/// @param attributes texts and whole numbers by name
/// @param error why it failed, if it did
record Span(
        TraceContext place,
        String name,
        Kind kind,
        Instant begin,
        Instant end,
        Map<String, Object> attributes,
        Optional<String> error) {
    /// OpenTelemetry's.
    enum Kind {
        INTERNAL,
        PRODUCER,
        CLIENT
    }
}
