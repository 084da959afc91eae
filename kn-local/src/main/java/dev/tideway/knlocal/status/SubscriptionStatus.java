package dev.tideway.knlocal.status;

import dev.tideway.knlocal.manifest.Key;

/// One Subscription, or a step of a Sequence or Parallel. The counts are since the runner started.
///
/// @param subscriber for the eye: `ksvc:orders` as kn writes it, or an address
/// @param reply where answers go, in the same way; empty when they are dropped
/// @param reason why it is not ready; empty when it is
/// @param delivered events that its subscriber took
/// @param retried attempts after a first one
/// @param deadLettered events given up
/// @param lag events of its channel that it has not finished with
public record SubscriptionStatus(
        Key key,
        Key channel,
        String subscriber,
        String reply,
        boolean ready,
        String reason,
        long delivered,
        long retried,
        long deadLettered,
        long lag) {}
