package dev.tideway.knlocal.ingress;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.TraceContext;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/// The span that sent an event here.
final class Caller {
    private Caller() {}

    /// By the request's headers, as Knative reads it; where they say nothing, by the event's own attributes, which CloudEvents'
    /// distributed tracing extension has for that.
    static Optional<TraceContext> of(HttpServerRequest request, Event event) {
        var headers = request.headers();
        var parents = headers.getAll(TraceContext.PARENT);
        return TraceContext.read(parents, headers.getAll(TraceContext.STATE))
                .or(() ->
                        TraceContext.read(
                                event.attribute(TraceContext.PARENT),
                                event.attribute(TraceContext.STATE)));
    }
}
