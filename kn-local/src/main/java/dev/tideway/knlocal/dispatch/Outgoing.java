package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.Hops;
import dev.tideway.knlocal.log.Logged;
import dev.tideway.knlocal.manifest.DataPlane;
import java.util.Map;

/// An event as a subscriber sees it: the Kafka data plane says where it stood in the log, the channel-based broker
/// hides its hop counter.
final class Outgoing {
    private Outgoing() {}

    static Event of(Logged logged, DataPlane plane) {
        return switch (plane) {
            case KAFKA -> withPlace(logged);
            case MT_BROKER -> Hops.hide(logged.event());
            case IN_MEMORY_CHANNEL -> logged.event();
        };
    }

    private static Event withPlace(Logged logged) {
        return logged.event()
                .with(
                        Map.of(
                                "knativekafkapartition", Integer.toString(logged.partition()),
                                "knativekafkaoffset", Long.toString(logged.offset())));
    }
}
