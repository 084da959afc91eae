package dev.tideway.knlocal.status;

import dev.tideway.knlocal.manifest.Key;

/// One source. The counts are of events since the runner started; programs that send on their own are not counted.
///
/// @param type its kind
/// @param resource as kn writes it: `pingsources.sources.knative.dev`
/// @param sink for the eye: `ksvc:orders` as kn writes it, or an address
/// @param reason why it is not ready; empty when it is
/// @param delivered events that its sink took
/// @param retried attempts after a first one
/// @param lost events given up, dead letters included
public record SourceStatus(
        Key key,
        String type,
        String resource,
        String sink,
        boolean ready,
        String reason,
        long delivered,
        long retried,
        long lost) {}
