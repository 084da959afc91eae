package dev.tideway.knlocal.log;

/// Where a subscription's events go. Called by the threads that read for it, at most one of them per
/// partition at a time; must not block.
public interface Intake {
    /// Whether an event of this partition would be taken now. When not, it and every later event of
    /// its partition are offered again, in order, after [Subscription#roomAgain].
    boolean hasRoom(int partition);

    void take(Taken taken);
}
