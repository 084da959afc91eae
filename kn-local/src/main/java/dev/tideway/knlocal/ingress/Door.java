package dev.tideway.knlocal.ingress;

import dev.tideway.knlocal.log.EventLog;
import dev.tideway.knlocal.manifest.DataPlane;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.ServiceHost;
import java.net.URI;

/// A broker or channel that takes events, and the log it keeps them in.
///
/// @param address as a cluster would give it
public record Door(ObjectRef ref, DataPlane plane, EventLog log, URI address) {
    /// What requests are told apart by: the path to a broker, whose host all brokers share, or the host of a channel.
    String sign() {
        return address.getRawPath().length() > 1
                ? address.getRawPath()
                : ServiceHost.of(address.getHost());
    }
}
