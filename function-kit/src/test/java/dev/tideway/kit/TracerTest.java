package dev.tideway.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.MultiMap;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A function's spans, as an OTLP receiver and a sink see them.
class TracerTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";
    private static final String PARENT = "00-" + TRACE + "-" + CALLER + "-01";
    private static final Envelope EVENT =
            Envelope.checked(
                    Map.of("specversion", "1.0", "id", "1", "source", "/s", "type", "a.v1"),
                    new Envelope.Data.None(),
                    Envelope.Mode.BINARY);

    private final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
    private final List<String> headers = new CopyOnWriteArrayList<>();
    private final List<String> sunk = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private Tracer tracer;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/v1/traces",
                exchange -> {
                    bodies.add(new ObjectMapper().readTree(exchange.getRequestBody()));
                    headers.add(exchange.getRequestHeaders().getFirst("content-type"));
                    headers.add(exchange.getRequestHeaders().getFirst("key"));
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.createContext(
                "/sink",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    sunk.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
                    exchange.sendResponseHeaders(202, -1);
                    exchange.close();
                });
        server.start();
        tracer = new Tracer(uri("/v1/traces"), Map.of("key", "a b"), "orders");
    }

    @AfterEach
    void stop() {
        tracer.close();
        server.stop(0);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static MultiMap from(String traceparent) {
        return MultiMap.caseInsensitiveMultiMap().add("traceparent", traceparent);
    }

    /// All that were sent until the tracer was closed.
    private List<JsonNode> spans() {
        tracer.close();
        var spans = new ArrayList<JsonNode>();
        bodies.forEach(body -> body.at("/resourceSpans/0/scopeSpans/0/spans").forEach(spans::add));
        return spans;
    }

    private static String attribute(JsonNode node, String name) {
        for (var one : node.path("attributes")) {
            if (one.path("key").asText().equals(name)) {
                return one.at("/value/stringValue").asText();
            }
        }
        return "";
    }

    @Test
    void an_event_handled_is_a_span_in_the_one_that_sent_it() throws Exception {
        // When
        assertThat(tracer.in(from(PARENT), EVENT, () -> "done")).isEqualTo("done");
        // Then
        var span = spans().getFirst();
        assertThat(span.path("traceId").asText()).isEqualTo(TRACE);
        assertThat(span.path("parentSpanId").asText()).isEqualTo(CALLER);
        assertThat(span.path("spanId").asText()).matches("[0-9a-f]{16}");
        assertThat(span.path("name").asText()).isEqualTo("process a.v1");
        assertThat(span.path("kind").asInt()).isEqualTo(2);
        assertThat(span.path("startTimeUnixNano").isTextual()).isTrue();
        assertThat(span.path("endTimeUnixNano").asLong())
                .isGreaterThanOrEqualTo(span.path("startTimeUnixNano").asLong());
        assertThat(span.has("status")).isFalse();
        assertThat(attribute(span, "cloudevents.event_id")).isEqualTo("1");
        var resource = bodies.getFirst().at("/resourceSpans/0/resource");
        assertThat(attribute(resource, "service.name")).isEqualTo("orders");
        assertThat(headers).containsExactly("application/json", "a b");
    }

    @Test
    void an_event_refused_is_a_span_that_failed() {
        assertThatThrownBy(() ->
                        tracer.in(
                                from(PARENT),
                                EVENT,
                                () -> {
                                    throw new Unprocessable("no such sku");
                                }))
                .isInstanceOf(Unprocessable.class);
        var status = spans().getFirst().path("status");
        assertThat(status.path("code").asInt()).isEqualTo(2);
        assertThat(status.path("message").asText()).isEqualTo("422 no such sku");
        assertThat(Tracing.current()).isEmpty();
    }

    @Test
    void what_is_emitted_while_handling_is_in_its_span_and_tells_the_sink_so() throws Exception {
        // When
        var emit =
                new Emit(
                        Optional.of(uri("/sink").toString()),
                        Optional.empty(),
                        Path.of("nowhere"),
                        new ObjectMapper());
        var event = Reply.to(Counter.event("1")).of("b.v1", Map.of());
        tracer.in(
                from(PARENT),
                EVENT,
                () -> {
                    emit.all(List.of(event));
                    return "";
                });
        // Then
        var spans = spans();
        assertThat(spans)
                .extracting(it -> it.path("name").asText())
                .containsExactlyInAnyOrder("send b.v1", "process a.v1");
        var sent = named(spans, "send b.v1");
        assertThat(sent.path("kind").asInt()).isEqualTo(4);
        assertThat(sent.path("parentSpanId"))
                .isEqualTo(named(spans, "process a.v1").path("spanId"));
        assertThat(sunk)
                .containsExactly("00-" + TRACE + "-" + sent.path("spanId").asText() + "-01");
    }

    private static JsonNode named(List<JsonNode> spans, String name) {
        return spans.stream()
                .filter(it -> it.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_trace_that_is_not_sampled_is_passed_on_and_not_told() throws Exception {
        var parents = new ArrayList<String>();
        tracer.in(
                from("00-" + TRACE + "-" + CALLER + "-00"),
                EVENT,
                () -> parents.add(Tracing.current().orElseThrow().traceparent()));
        assertThat(spans()).isEmpty();
        assertThat(parents.getFirst()).startsWith("00-" + TRACE).endsWith("-00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x",
                "none"
            })
    void a_header_that_w3c_does_not_allow_begins_a_trace(String header) throws Exception {
        tracer.in(from(header), EVENT, () -> "");
        var span = spans().getFirst();
        assertThat(span.has("parentSpanId")).isFalse();
        assertThat(span.path("traceId").asText()).matches("[0-9a-f]{32}").isNotEqualTo(TRACE);
    }

    @Test
    void headers_are_read_as_opentelemetry_writes_them() {
        assertThat(Tracing.headers("a=b%20c, d = e+f,nothing"))
                .isEqualTo(Map.of("a", "b c", "d", "e+f"));
    }

    private static Config config(String... settings) {
        var builder = new SmallRyeConfigBuilder();
        for (int i = 0; i < settings.length; i += 2) {
            builder.withDefaultValue(settings[i], settings[i + 1]);
        }
        return builder.build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:4318", "http:", "%zz", "ftp://collector"})
    void an_endpoint_that_is_none_costs_the_traces_and_not_the_function(String endpoint) {
        assertThat(Tracing.of(config("otel.exporter.otlp.endpoint", endpoint))).isEmpty();
    }

    @Test
    void headers_that_are_none_cost_the_traces_and_not_the_function() {
        var config =
                config(
                        "otel.exporter.otlp.endpoint", "http://localhost:1",
                        "otel.exporter.otlp.headers", "key=%zz");
        assertThat(Tracing.of(config)).isEmpty();
    }

    @Test
    void who_wants_no_traces_exported_sends_none() {
        var config =
                config(
                        "otel.exporter.otlp.endpoint", "http://localhost:1",
                        "otel.traces.exporter", "none");
        assertThat(Tracing.of(config)).isEmpty();
    }

    @Test
    void an_endpoint_that_is_down_disturbs_no_event() throws Exception {
        server.stop(0);
        for (int i = 0; i < 3; i++) {
            assertThat(tracer.in(from(PARENT), EVENT, () -> "done")).isEqualTo("done");
        }
    }
}
