package dev.tideway.deadletters;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One dead letter with what has happened to it and the event in it.
///
/// @param history the oldest first
/// @param event the JSON form of the CloudEvent, as it can be posted again
public record OpenedLetter(
        @JsonUnwrapped DeadLetter letter, List<Attempt> history, JsonNode event) {
    public OpenedLetter {
        history = List.copyOf(history);
    }

    /// A time it came, or was sent again.
    ///
    /// @param what `undelivered`, or what came of a redrive: `redriven`, `failed` or `unsure`
    /// @param redrive the number of that redrive, or of the one that it came back from; 0 when it came from none
    /// @param code the status of what was undelivered, null when there was none
    public record Attempt(
            Instant at,
            String what,
            long redrive,
            @Nullable Integer code,
            @Nullable String reason) {}
}
