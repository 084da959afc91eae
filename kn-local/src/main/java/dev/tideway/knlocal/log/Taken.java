package dev.tideway.knlocal.log;

/// An event in the hands of a subscription. Until it is finished, the group's place stays at or before
/// it, so that it is read again after a crash.
public final class Taken {
    private final Logged logged;
    private final OffsetTracker tracker;
    private final OffsetTracker.Ticket ticket;

    Taken(Logged logged, OffsetTracker tracker) {
        this.logged = logged;
        this.tracker = tracker;
        this.ticket = tracker.begin(logged.offset());
    }

    /// An event that no group's place waits for.
    public static Taken byNoGroup(Logged logged) {
        return new Taken(logged, new OffsetTracker());
    }

    public Logged logged() {
        return logged;
    }

    /// Nothing more will be done about this event for this group.
    public void finish() {
        tracker.finish(ticket);
    }
}
