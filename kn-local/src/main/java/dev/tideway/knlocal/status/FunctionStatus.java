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
        List<Revision> revisions,
        Figures figures) {
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

    /// What it is meant to bear, and how long it takes.
    ///
    /// @param target requests that one instance is meant to have at once; empty when it is scaled by requests a second
    /// @param requests how long instances worked on requests; empty before the first
    /// @param starts how long instances took to start; empty before the first
    public record Figures(
            Optional<Double> target, Optional<Times> requests, Optional<Times> starts) {
        public static final Figures NONE =
                new Figures(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// How long something took since the runner started, to within a few percent.
    public record Times(long count, Duration median, Duration p99) {}

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
