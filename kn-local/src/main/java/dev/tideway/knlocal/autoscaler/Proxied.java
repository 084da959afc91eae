package dev.tideway.knlocal.autoscaler;

import java.time.Instant;
import java.util.Optional;

/// Since when the activator would be in the path on a cluster; empty when it would not. Here it always is, but when the
/// last instance goes depends on it.
record Proxied(Optional<Instant> since) {
    Proxied with(boolean inPath, Instant now) {
        if (!inPath) {
            return new Proxied(Optional.empty());
        }
        return since.isPresent() ? this : new Proxied(Optional.of(now));
    }
}
