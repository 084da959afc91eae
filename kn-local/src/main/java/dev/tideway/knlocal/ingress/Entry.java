package dev.tideway.knlocal.ingress;

import dev.tideway.knlocal.event.Chain;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.Hops;
import dev.tideway.knlocal.manifest.DataPlane;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// What a data plane does to an event on its way in.
final class Entry {
    private Entry() {}

    /// With the chain that this runner itself has sent along.
    static Event chained(HttpServerRequest request, Event posted) {
        return posted.after(Chain.unsealed(request.getHeader(Chain.HEADER)));
    }

    /// Empty when the channel-based broker drops the event because its hops are used up.
    static Optional<Event> of(Event event, DataPlane plane) {
        return switch (plane) {
            case KAFKA, IN_MEMORY_CHANNEL -> Optional.of(event);
            case MT_BROKER -> Hops.enter(withArrivalTime(event));
        };
    }

    private static Event withArrivalTime(Event event) {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        return event.with("knativearrivaltime", now);
    }
}
