package dev.tideway.knlocal.journey;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// A [Step] as it is kept: one line of JSON, without the event's data.
///
/// @param number grows with every note, also over restarts
/// @param kind which step it was: the name of its record
/// @param place what took the event in or takes it out, `trigger default/orders`; for what was refused, the path
/// @param id of the event, as are `source` and `type`; empty for what was refused
/// @param flow id of the event that the flow began with: the event's `correlationid`, or its own id
/// @param details of the step, by name
/// @param attributes all of the event's; of an accepted event only
public record Note(
        long number,
        Instant at,
        Kind kind,
        String place,
        String id,
        String source,
        String type,
        String flow,
        Map<String, String> details,
        Map<String, String> attributes) {
    static final String VIOLATION = "violation";
    private static final String AGAIN = "again";

    /// The steps, in the order in which an event may take them.
    public enum Kind {
        REFUSED,
        VIOLATED,
        ACCEPTED,
        HELD,
        RETRYING,
        DISTURBED,
        DELIVERED,
        DEAD_LETTERED,
        LOST
    }

    /// Whether it is one more of what has been before: [Repeats] finds out when somebody asks.
    public boolean again() {
        return !detail(AGAIN).isEmpty();
    }

    /// In what the data of an accepted event do not keep its type's schema; empty when they do. Known in lists of events.
    public String violation() {
        return detail(VIOLATION);
    }

    /// Whether a violation was the end of the event.
    public boolean refused() {
        return detail("refused").equals("true");
    }

    Note markedAgain() {
        return with(AGAIN, "true");
    }

    /// The same with one detail more.
    Note with(String detail, String value) {
        var more = new LinkedHashMap<>(details);
        more.put(detail, value);
        return new Note(number, at, kind, place, id, source, type, flow, more, attributes);
    }

    public String detail(String name) {
        return details.getOrDefault(name, "");
    }
}
