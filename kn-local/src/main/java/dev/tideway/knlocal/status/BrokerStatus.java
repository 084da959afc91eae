package dev.tideway.knlocal.status;

import dev.tideway.knlocal.manifest.Key;
import java.net.URI;
import java.util.Map;

/// One broker. The counts are of events since the runner started.
///
/// @param brokerClass the value of `eventing.knative.dev/broker.class`
/// @param url where to post
/// @param reason why it is not ready; empty when it is
/// @param types how many of each type it took in; 0 for those that an EventType declares and nobody has sent
public record BrokerStatus(
        Key key,
        String brokerClass,
        URI url,
        boolean ready,
        String reason,
        long accepted,
        long refused,
        Map<String, Long> types) {
    public BrokerStatus {
        types = Map.copyOf(types);
    }
}
