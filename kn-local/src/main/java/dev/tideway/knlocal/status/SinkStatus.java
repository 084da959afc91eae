package dev.tideway.knlocal.status;

import dev.tideway.knlocal.manifest.Key;
import java.net.URI;

/// One sink that is neither a function nor a broker or channel.
///
/// @param type its kind
/// @param url where to post
/// @param reason why it is not ready; empty when it is
public record SinkStatus(Key key, String type, URI url, boolean ready, String reason) {}
