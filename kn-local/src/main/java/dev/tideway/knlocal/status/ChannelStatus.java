package dev.tideway.knlocal.status;

import dev.tideway.knlocal.manifest.Key;
import java.net.URI;

/// One channel. The counts are of events since the runner started.
///
/// @param type `InMemoryChannel` or `KafkaChannel`
/// @param url where to post
/// @param reason why it is not ready; empty when it is
public record ChannelStatus(
        Key key, String type, URI url, boolean ready, String reason, long accepted, long refused) {}
