package dev.tideway.knlocal.reply;

import dev.tideway.knlocal.event.Decoded;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.HttpEvents;
import java.util.Map;

/// What a successful response says (any status below 300, 202 included, as both broker classes have it).
public sealed interface Answer {
    /// An empty body and no event in the headers.
    record Nothing() implements Answer {}

    /// An event for the broker.
    record Reply(Event event) implements Answer {}

    /// Something, but no event that a broker could keep.
    record Unreadable(String why) implements Answer {}

    static Answer read(Iterable<Map.Entry<String, String>> headers, byte[] body) {
        return switch (HttpEvents.decode(headers, body)) {
            case Decoded.Valid(var event) -> new Reply(event);
            case Decoded.Unkeyable(_, var why) -> new Unreadable(why);
            case Decoded.Invalid(var why) -> unlessEmpty(body, why);
            case Decoded.NotAnEvent(var why) -> unlessEmpty(body, why);
        };
    }

    private static Answer unlessEmpty(byte[] body, String why) {
        return body.length == 0 ? new Nothing() : new Unreadable(why);
    }
}
