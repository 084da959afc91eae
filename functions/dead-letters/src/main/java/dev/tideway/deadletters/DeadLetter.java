package dev.tideway.deadletters;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One dead letter in the list.
///
/// @param eventId the event's id; `id` is the letter's own
public record DeadLetter(
        long id,
        Instant receivedAt,
        String type,
        String source,
        String eventId,
        String destination,
        @Nullable Integer code,
        @Nullable String reason) {}
