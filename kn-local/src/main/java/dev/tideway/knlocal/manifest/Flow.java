package dev.tideway.knlocal.manifest;

import java.util.List;

/// A Sequence or Parallel (`flows.knative.dev/v1`) as the channels and Subscriptions that Knative makes of it.
///
/// @param entry the channel that takes its events
record Flow(
        ObjectRef ref, Channel entry, List<Channel> channels, List<Subscription> subscriptions) {}
