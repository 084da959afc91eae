package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.event.Event;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.util.Map;
import java.util.OptionalInt;

/// Why a destination did not take an event.
///
/// @param status what it answered, when it answered
/// @param body its answer's body, or empty
/// @param extensions what it wants the dead letter to say, from its `Kne-…` headers
/// @param why in one line, for people
record Failure(
        URI destination,
        OptionalInt status,
        Buffer body,
        Map<String, String> extensions,
        boolean retryable,
        String why) {

    Failure because(String other) {
        return new Failure(destination, status, body, extensions, retryable, other);
    }

    static Failure unreachable(URI destination, String why) {
        return new Failure(destination, OptionalInt.empty(), Buffer.buffer(), Map.of(), true, why);
    }

    /// The reply would be one too many. 508 is HTTP's word for it, and the dead letter names the loop.
    static Failure loop(URI destination, String why) {
        return new Failure(
                destination, OptionalInt.of(508), Buffer.buffer(why), Map.of(), false, why);
    }

    /// Its answer is not what its type's schema says. 502 is HTTP's word for an answer that is no good: what was delivered is not
    /// to blame, as 400 would have it.
    static Failure unfitAnswer(URI destination, Event reply, String why) {
        var said = "its answer %s does not keep the schema of its type: %s".formatted(reply, why);
        return new Failure(
                destination, OptionalInt.of(502), Buffer.buffer(said), Map.of(), false, said);
    }

    /// No retry mends this, and the dead letter says no more than where it happened.
    static Failure unusableAnswer(URI destination, String why) {
        return new Failure(destination, OptionalInt.empty(), Buffer.buffer(), Map.of(), false, why);
    }
}
