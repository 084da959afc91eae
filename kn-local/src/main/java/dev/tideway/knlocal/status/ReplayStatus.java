package dev.tideway.knlocal.status;

import java.util.List;

/// How far a replay is.
///
/// @param trigger namespace and name
/// @param state RUNNING, DONE, STOPPED (because somebody asked, or with the runner) or FAILED
/// @param why it failed; empty when it did not
/// @param length places of the log that it covers; not every one need hold an event
/// @param events read until now
/// @param matched of those, wanted by the trigger
/// @param delivered of those, taken by its subscriber
/// @param failed of those, given up: in the dead letters, or lost
/// @param matches the first events of a dry run
/// @param more whether there are more matches than these
public record ReplayStatus(
        String id,
        String trigger,
        boolean dryRun,
        String state,
        String why,
        long length,
        long events,
        long matched,
        long delivered,
        long failed,
        List<Match> matches,
        boolean more) {
    public ReplayStatus {
        matches = List.copyOf(matches);
    }

    /// An event that would be delivered.
    public record Match(
            int partition, long offset, String id, String source, String type, String subject) {}

    public boolean running() {
        return state.equals("RUNNING") || state.equals("STOPPING");
    }

    /// Wanted, read, and neither delivered nor failed: of one that is over, what was left.
    public long left() {
        return dryRun ? 0 : Math.max(0, matched - delivered - failed);
    }

    /// Whether all that was wanted has been delivered.
    public boolean succeeded() {
        return state.equals("DONE") && failed == 0;
    }
}
