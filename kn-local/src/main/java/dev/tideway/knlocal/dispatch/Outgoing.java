package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.Hops;
import dev.tideway.knlocal.log.Logged;
import dev.tideway.knlocal.manifest.BrokerClass;
import java.util.LinkedHashMap;

/// An event as a subscriber sees it: the Kafka broker says where it stood in the log, the channel-based one
/// hides its hop counter.
final class Outgoing {
    private Outgoing() {}

    static Event of(Logged logged, BrokerClass brokerClass) {
        return switch (brokerClass) {
            case KAFKA -> withPlace(logged);
            case MT_CHANNEL_BASED -> Hops.hide(logged.event());
        };
    }

    private static Event withPlace(Logged logged) {
        var attributes = new LinkedHashMap<>(logged.event().attributes());
        attributes.put("knativekafkapartition", Integer.toString(logged.partition()));
        attributes.put("knativekafkaoffset", Long.toString(logged.offset()));
        return Event.of(attributes, logged.event().data());
    }
}
