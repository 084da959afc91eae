package dev.tideway.knlocal.status;

import dev.tideway.knlocal.manifest.Key;

/// One trigger. The counts are since the runner started.
///
/// @param subscriber for the eye: `ksvc:orders` as kn writes it, or an address
/// @param reason why it is not ready; empty when it is
/// @param delivered events that its subscriber took
/// @param retried attempts after a first one
/// @param deadLettered events given up
/// @param lag events of its broker that it has not finished with
public record TriggerStatus(
        Key key,
        Key broker,
        String subscriber,
        boolean ready,
        String reason,
        long delivered,
        long retried,
        long deadLettered,
        long lag) {}
