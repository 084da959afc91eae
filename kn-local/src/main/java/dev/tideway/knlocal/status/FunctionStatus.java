package dev.tideway.knlocal.status;

import dev.tideway.knlocal.manifest.Key;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One function.
///
/// @param url its own, through the activator
/// @param reason why it failed; empty otherwise
/// @param ready instances that take requests
/// @param desired instances the autoscaler wants
/// @param inFlight requests that instances work on
/// @param queued requests that wait for an instance
/// @param lastEvent when the last request came, empty before the first
/// @param revisions those that take requests, or end the ones they have; the latest first
/// @param coldStart how long the last start from nothing took, spawn to ready
public record FunctionStatus(
        Key key,
        URI url,
        State state,
        String reason,
        int ready,
        int desired,
        int inFlight,
        int queued,
        Optional<Instant> lastEvent,
        Optional<Duration> coldStart,
        List<Revision> revisions) {
    public FunctionStatus {
        revisions = List.copyOf(revisions);
    }

    /// One of its revisions.
    ///
    /// @param percent of the requests that go to it
    /// @param tags whose hosts lead to it
    public record Revision(String name, int percent, List<String> tags, int ready, int desired) {
        public Revision {
            tags = List.copyOf(tags);
        }
    }

    public enum State {
        /// No instance, and none wanted.
        ZERO,
        /// An instance is on its way, none ready.
        STARTING,
        READY,
        /// The last instances drain.
        STOPPING,
        /// The last start did not get ready.
        FAILED
    }
}
