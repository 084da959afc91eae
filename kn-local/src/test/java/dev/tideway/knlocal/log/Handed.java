package dev.tideway.knlocal.log;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.testing.Events;

/// Events as a feed hands them out, for tests of rooms that take them.
public final class Handed {
    private Handed() {}

    public static Taken event(int partition, long offset) {
        return event(partition, offset, Events.plain(partition + "/" + offset));
    }

    public static Taken event(int partition, long offset, Event event) {
        return new Taken(new Logged(partition, offset, event), new OffsetTracker());
    }
}
