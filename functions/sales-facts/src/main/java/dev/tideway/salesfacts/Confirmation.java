package dev.tideway.salesfacts;

import java.time.OffsetDateTime;
import java.util.List;

/// An order as one event confirms it.
///
/// @param source with `eventId` what the event is known by
record Confirmation(
        String orderId,
        OffsetDateTime at,
        String source,
        String eventId,
        String currency,
        List<Line> lines) {}
