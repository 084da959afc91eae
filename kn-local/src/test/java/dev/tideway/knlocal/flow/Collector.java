package dev.tideway.knlocal.flow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Takes OTLP over HTTP, as a collector does, and remembers the spans.
final class Collector implements AutoCloseable {
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /// @param parent empty when there is none
    record Seen(
            String service,
            String trace,
            String id,
            String parent,
            String name,
            Span.SpanKind kind,
            boolean failed,
            Map<String, String> attributes) {}

    Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("key")));
            var body = exchange.getRequestBody().readAllBytes();
            for (var spans : ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
                note(spans);
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void note(ResourceSpans spans) {
        var service = texts(spans.getResource().getAttributesList()).get("service.name");
        for (var scope : spans.getScopeSpansList()) {
            for (var span : scope.getSpansList()) {
                seen.add(
                        new Seen(
                                service,
                                HexFormat.of().formatHex(span.getTraceId().toByteArray()),
                                HexFormat.of().formatHex(span.getSpanId().toByteArray()),
                                HexFormat.of().formatHex(span.getParentSpanId().toByteArray()),
                                span.getName(),
                                span.getKind(),
                                span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR,
                                texts(span.getAttributesList())));
            }
        }
    }

    private static Map<String, String> texts(List<KeyValue> attributes) {
        var texts = new TreeMap<String, String>();
        for (var it : attributes) {
            var value = it.getValue();
            texts.put(
                    it.getKey(),
                    value.hasIntValue() ? "" + value.getIntValue() : value.getStringValue());
        }
        return texts;
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    /// Those of a name that tell of the event.
    List<Seen> seen(String name, String eventType) {
        return seen.stream()
                .filter(it -> it.name().equals(name))
                .filter(it -> eventType.equals(it.attributes().get("cloudevents.event_type")))
                .toList();
    }

    /// The header `key` of each request.
    List<String> keys() {
        return List.copyOf(keys);
    }

    URI uri() {
        var port = server.getAddress().getPort();
        return URI.create("http://127.0.0.1:%d/v1/traces".formatted(port));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
