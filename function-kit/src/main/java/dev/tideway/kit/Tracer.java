package dev.tideway.kit;

import io.quarkus.funqy.knative.events.CloudEvent;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Callable;

/// Makes a span of each event that a function handles, in the one that sent it, and of each event that it emits.
final class Tracer implements AutoCloseable {
    private final Otlp otlp;

    /// @param endpoint takes OTLP over HTTP
    /// @param headers of each request; they may be secret
    /// @param service what the function is called in a trace
    Tracer(URI endpoint, Map<String, String> headers, String service) {
        otlp = new Otlp(endpoint, headers, service);
    }

    /// Handles the event in a span of its own.
    ///
    /// @param headers of the request, whose `traceparent` names the span that sent it; else the event's own does
    <T> T in(MultiMap headers, Envelope event, Callable<T> handling) throws Exception {
        var parent =
                OpenSpan.Parent.read(headers.get("traceparent"))
                        .or(() -> OpenSpan.Parent.read(event.attributes().get("traceparent")))
                        .orElseGet(OpenSpan.Parent::none);
        var span =
                new OpenSpan(parent, "process " + event.type(), OpenSpan.Kind.SERVER, otlp::send)
                        .put("faas.trigger", "pubsub")
                        .put("messaging.system", "knative")
                        .put("messaging.operation.name", "process")
                        .put("messaging.operation.type", "process")
                        .put("messaging.message.id", event.attributes().get("id"));
        describe(span, event.attributes());
        Tracing.enter(span);
        try {
            var result = handling.call();
            span.end(null);
            return result;
        } catch (Exception | Error e) {
            span.put("error.type", e.getClass().getName()).end(why(e));
            throw e;
        } finally {
            Tracing.leave();
        }
    }

    /// As the sender is told.
    private static String why(Throwable failure) {
        return switch (failure) {
            case Refused refused -> refused.status() + " " + refused.line();
            case Unprocessable unprocessable -> "422 " + unprocessable.getMessage();
            default -> "500 " + failure.getClass().getSimpleName();
        };
    }

    /// The span of an event on its way to the sink.
    static OpenSpan emitting(OpenSpan current, CloudEvent<?> event) {
        var span =
                current.child("send " + event.type(), OpenSpan.Kind.PRODUCER)
                        .put("messaging.system", "knative")
                        .put("messaging.operation.name", "send")
                        .put("messaging.operation.type", "send")
                        .put("messaging.message.id", event.id());
        describe(span, Written.attributes(event));
        return span;
    }

    private static void describe(OpenSpan span, Map<String, String> attributes) {
        span.put("cloudevents.event_id", attributes.get("id"))
                .put("cloudevents.event_source", attributes.get("source"))
                .put("cloudevents.event_spec_version", "1.0")
                .put("cloudevents.event_type", attributes.get("type"))
                .put("cloudevents.event_subject", attributes.get("subject"));
    }

    /// Sends what is left, for a little while.
    @Override
    public void close() {
        otlp.close();
    }
}
