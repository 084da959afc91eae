package dev.tideway.deadletters;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// One dead letter in the list.
///
/// @param receivedAt when it came first
/// @param lastAt when it came last
/// @param times how often it has come: once, and once more for each redrive after which it failed again
/// @param eventId the event's id; `id` is the letter's own
/// @param code of the last time, as is `reason`
/// @param state `waiting`, `unsure` or `redriven`
/// @param redrivenAt null while it waits
public record DeadLetter(
        long id,
        Instant receivedAt,
        Instant lastAt,
        int times,
        String type,
        String source,
        String eventId,
        String destination,
        @Nullable Integer code,
        @Nullable String reason,
        String state,
        @Nullable Instant redrivenAt) {

    static DeadLetter of(ResultSet row) throws SQLException {
        var redriven = row.getObject("redriven_at", OffsetDateTime.class);
        return new DeadLetter(
                row.getLong("id"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_at", OffsetDateTime.class).toInstant(),
                row.getInt("times"),
                row.getString("event_type"),
                row.getString("event_source"),
                row.getString("event_id"),
                row.getString("destination"),
                row.getObject("code", Integer.class),
                row.getString("reason"),
                row.getString("state"),
                redriven == null ? null : redriven.toInstant());
    }
}
