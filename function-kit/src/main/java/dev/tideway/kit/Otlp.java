package dev.tideway.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Sends spans as OTLP has it, JSON over HTTP, from a thread of its own. What does not fit into the queue or is not taken is
/// dropped: no event waits for it.
final class Otlp implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger("dev.tideway.kit");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LAST = Duration.ofSeconds(2);
    private static final int BATCH = 256;
    private static final long EVERY_MILLIS = 100;
    private static final int ERROR = 2;

    private final ArrayBlockingQueue<OpenSpan> queue = new ArrayBlockingQueue<>(2048);
    private final URI endpoint;
    private final Map<String, String> headers;
    private final String service;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();
    private final Thread sender;
    private volatile boolean closing;
    private boolean failing;

    Otlp(URI endpoint, Map<String, String> headers, String service) {
        this.endpoint = endpoint;
        this.headers = Map.copyOf(headers);
        this.service = service;
        this.sender = Thread.ofPlatform().daemon().name("traces").start(this::run);
    }

    void send(OpenSpan span) {
        var _ = queue.offer(span);
    }

    private void run() {
        try {
            while (!closing || !queue.isEmpty()) {
                var batch = new ArrayList<OpenSpan>();
                var first = queue.poll(EVERY_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, BATCH);
                    post(batch);
                }
            }
        } catch (InterruptedException _) {
            LOG.debug("interrupted");
        }
    }

    private void post(List<OpenSpan> spans) throws InterruptedException {
        try {
            var request =
                    HttpRequest.newBuilder(endpoint)
                            .timeout(PATIENCE)
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body(service, spans)));
            headers.forEach(request::setHeader);
            request.setHeader("Content-Type", "application/json");
            var status =
                    client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode();
            note(status / 100 == 2 ? "" : "it answers " + status);
        } catch (IOException | RuntimeException e) {
            // Of what a setting may hold some is refused only here; events go on.
            note(e.getClass().getSimpleName());
        }
    }

    /// Says once that spans are not taken: an endpoint that is down is down for every event.
    private void note(String why) {
        if (!why.isEmpty() && !failing) {
            LOG.warnf(
                    "spans are not taken by %s:%d, and are dropped: %s",
                    endpoint.getHost(), endpoint.getPort(), why);
        }
        failing = !why.isEmpty();
    }

    /// An `ExportTraceServiceRequest`: ids in hexadecimal, times as texts.
    static byte[] body(String service, List<OpenSpan> spans) throws JsonProcessingException {
        var request = JSON.createObjectNode();
        var ofService = request.putArray("resourceSpans").addObject();
        put(ofService.putObject("resource"), Map.of("service.name", service));
        var ofScope = ofService.putArray("scopeSpans").addObject();
        ofScope.putObject("scope").put("name", "dev.tideway.kit");
        var all = ofScope.putArray("spans");
        spans.forEach(span -> write(span, all.addObject()));
        return JSON.writeValueAsBytes(request);
    }

    private static void write(OpenSpan span, ObjectNode node) {
        node.put("traceId", span.parent().traceId());
        node.put("spanId", span.id());
        if (!span.parent().spanId().isEmpty()) {
            node.put("parentSpanId", span.parent().spanId());
        }
        node.put("name", span.name());
        node.put("kind", span.kind().number);
        node.put("startTimeUnixNano", nanos(span.begin()));
        node.put("endTimeUnixNano", nanos(span.end()));
        put(node, span.attributes());
        if (span.error() != null) {
            node.putObject("status").put("code", ERROR).put("message", span.error());
        }
    }

    private static void put(ObjectNode node, Map<String, String> attributes) {
        var array = node.putArray("attributes");
        attributes.forEach((name, text) ->
                array.addObject().put("key", name).putObject("value").put("stringValue", text));
    }

    private static String nanos(Instant time) {
        return Long.toString(time.getEpochSecond() * 1_000_000_000L + time.getNano());
    }

    @Override
    public void close() {
        closing = true;
        try {
            if (!sender.join(LAST)) {
                sender.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        client.shutdownNow();
    }
}
