package dev.tideway.knlocal.status;

import dev.tideway.knlocal.manifest.Key;
import java.time.Instant;
import java.util.Optional;

/// One EventType: of the manifests, or seen in the traffic.
///
/// @param source of its events; empty when the manifest leaves it open
/// @param reference what its events are sent to, as kn writes it; empty when that is left open
/// @param since when the first event came; empty for one of the manifests
public record EventTypeStatus(
        Key key, String type, String source, String reference, Optional<Instant> since) {}
