package dev.tideway.knlocal.ingress;

import dev.tideway.knlocal.log.EventLog;
import dev.tideway.knlocal.manifest.DataPlane;
import dev.tideway.knlocal.manifest.KafkaSink;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.ServiceHost;
import dev.tideway.knlocal.schema.Inspection;
import java.net.URI;

/// A broker or channel that takes events, and the log it keeps them in.
///
/// @param inspection of each event, before it gets there
/// @param address as a cluster would give it
public record Door(
        ObjectRef ref, DataPlane plane, EventLog log, Inspection inspection, URI address) {
    /// What requests are told apart by: the path to a broker, which needs no host here; the host of a channel; both of a
    /// sink, whose path may be a broker's too.
    String sign() {
        var path = address.getRawPath();
        var host = ServiceHost.of(address.getHost());
        if (ref.kind().equals(KafkaSink.KIND)) {
            return host + path;
        }
        return path.length() > 1 ? path : host;
    }
}
