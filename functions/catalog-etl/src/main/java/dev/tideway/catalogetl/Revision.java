package dev.tideway.catalogetl;

import dev.tideway.kit.Unprocessable;
import io.quarkus.funqy.knative.events.CloudEvent;
import java.time.Instant;

/// When a change was made, and its place among all changes of the database: Debezium's `iodebeziumtsms` and `iodebeziumlsn`.
///
/// @param number of the place in PostgreSQL's log, which only grows
record Revision(Instant changedAt, long number) {

    /// @throws Unprocessable when the event does not say
    static Revision of(CloudEvent<?> event) {
        return new Revision(
                Instant.ofEpochMilli(number(event, "iodebeziumtsms")),
                number(event, "iodebeziumlsn"));
    }

    private static long number(CloudEvent<?> event, String extension) {
        var text = event.extensions().get(extension);
        try {
            if (text != null && Long.parseLong(text) >= 0) {
                return Long.parseLong(text);
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw new Unprocessable(
                "%s is %s, wanted a whole number of 0 or more"
                        .formatted(extension, text == null ? "missing" : text));
    }
}
