package dev.tideway.knlocal.event;

import java.util.Optional;

/// The channel-based broker's hop counter: the extension `knativebrokerttl`, which starts at [#MAX], loses
/// one each time the event or a reply to it enters the broker, and is never shown to a subscriber.
public final class Hops {
    public static final int MAX = 255;
    private static final String NAME = "knativebrokerttl";

    private Hops() {}

    /// The event as the broker keeps it, or empty when its hops are used up.
    public static Optional<Event> enter(Event event) {
        int left = left(event);
        return left <= 0 ? Optional.empty() : Optional.of(event.with(NAME, Integer.toString(left)));
    }

    private static int left(Event event) {
        var said = event.attribute(NAME);
        if (said == null) {
            return MAX;
        }
        try {
            return Math.max(0, Integer.parseInt(said) - 1);
        } catch (NumberFormatException _) {
            return MAX;
        }
    }

    /// A reply goes on where the event that caused it stands.
    public static Event inherit(Event reply, Event cause) {
        var left = cause.attribute(NAME);
        return left == null ? reply.without(NAME) : reply.with(NAME, left);
    }

    /// As subscribers see it.
    public static Event hide(Event event) {
        return event.without(NAME);
    }
}
