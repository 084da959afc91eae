package dev.tideway.forecastplan;

import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventBuilder;
import java.util.Map;
import java.util.TreeMap;

/// The extensions by which the flow of a request is told. Kept with the forecast: what is emitted because of the clock belongs to
/// that flow, and not to the clock's.
final class Context {
    private static final String CORRELATION = "correlationid";

    private Context() {}

    static Map<String, String> of(CloudEvent<?> request) {
        var context = new TreeMap<String, String>();
        for (var name : new String[] {CORRELATION, "traceparent", "tracestate"}) {
            var value = request.extensions().get(name);
            if (value != null) {
                context.put(name, value);
            }
        }
        context.putIfAbsent(CORRELATION, request.id());
        return context;
    }

    /// The same event, as if it had come in that flow.
    static CloudEvent<?> within(Map<String, String> context, CloudEvent<?> event) {
        return CloudEventBuilder.create()
                .specVersion("1.0")
                .id(event.id())
                .source(event.source())
                .type(event.type())
                .extensions(context)
                .build();
    }
}
