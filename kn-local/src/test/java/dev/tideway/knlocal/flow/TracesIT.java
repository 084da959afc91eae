package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.flow.Collector.Seen;
import dev.tideway.knlocal.settings.Tracing;
import dev.tideway.knlocal.testing.LogLines;
import dev.tideway.knlocal.testing.Scraped;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a collector of traces hears of events, and that nothing depends on it.
class TracesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";
    private static final String MEMORY =
            """
            apiVersion: eventing.knative.dev/v1
            kind: Broker
            metadata:
              name: default
              annotations: {eventing.knative.dev/broker.class: MTChannelBasedBroker}
            """;
    private static final String KAFKA =
            """
            apiVersion: eventing.knative.dev/v1
            kind: Broker
            metadata:
              name: default
              annotations: {eventing.knative.dev/broker.class: Kafka}
            spec: {config: {apiVersion: v1, kind: ConfigMap, name: kafka-config}}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: kafka-config}
            data: {default.topic.partitions: "3", default.topic.replication.factor: "1", bootstrap.servers: "kafka:9092"}
            """;

    @TempDir Path folder;

    private static String trigger(String name, String type, String subscriber, String sink) {
        return """
        ---
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata: {name: %s}
        spec:
          broker: default
          filter: {attributes: {type: %s}}
          subscriber: {%s}
          delivery: {retry: 1, backoffPolicy: linear, backoffDelay: PT0.01S%s}
        """
                .formatted(name, type, subscriber, sink);
    }

    private static String function(String name) {
        return "ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: %s}".formatted(name);
    }

    private static Tracing to(URI endpoint) {
        return new Tracing(
                endpoint,
                Map.of("key", "secret"),
                "shop",
                Map.of(),
                true,
                1,
                Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", endpoint.toString()));
    }

    private static int post(LocalRunner runner, String traceparent) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(runner.uri("/default/default"))
                            .header("traceparent", traceparent)
                            .header("content-type", "application/json")
                            .header("ce-specversion", "1.0")
                            .header("ce-id", "1")
                            .header("ce-source", "/tests")
                            .header("ce-type", "a.v1")
                            .POST(HttpRequest.BodyPublishers.ofString("{}"));
            return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private static Seen one(Collector collector, String name, String type) {
        assertThat(collector.seen(name, type)).as("%s of %s", name, type).hasSize(1);
        return collector.seen(name, type).getFirst();
    }

    @Test
    void one_trace_leads_from_the_sender_through_kafka_and_two_functions_to_the_last_reply()
            throws Exception {
        var first = new Worker(folder, "first", "b.v1");
        var second = new Worker(folder, "second", "c.v1");
        try (var collector = new Collector();
                var letters = new Listener();
                var runner =
                        second.in(first.in(new LocalRunner.Setup(folder)))
                                .tracing(to(collector.uri()))
                                .manifests(
                                        KAFKA
                                                + trigger("first", "a.v1", function("first"), "")
                                                + trigger("second", "b.v1", function("second"), "")
                                                + trigger(
                                                        "broken",
                                                        "a.v1",
                                                        "uri: 'http://127.0.0.1:1/'",
                                                        ", deadLetterSink: {uri: '%s'}"
                                                                .formatted(letters.uri())))
                                .start()) {
            // When
            assertThat(post(runner, "00-" + TRACE + "-" + CALLER + "-01")).isEqualTo(202);
            await().atMost(PATIENCE)
                    .until(() ->
                            collector.seen("deliver default/second", "b.v1").size() == 1
                                    && collector.seen("dead-letter default/broken", "a.v1").size()
                                            == 1);
            // Then
            assertThat(collector.seen()).extracting(Seen::trace).containsOnly(TRACE);
            assertThat(collector.seen()).extracting(Seen::service).containsOnly("shop");
            assertThat(collector.keys()).containsOnly("secret");
            expectChain(collector);
            expectFailures(collector);
            expectCalls(collector, List.of(first, second), letters);
            assertThat(Scraped.of(runner.metrics().body()).value("kn_trace_exported_total"))
                    .isPositive();
        }
    }

    /// Each in the one before: came in, delivered to a function that slept, its answer came in, and so on.
    private static void expectChain(Collector collector) {
        var parent = CALLER;
        var types = List.of("a.v1", "b.v1", "c.v1");
        for (var type : types) {
            var sent = one(collector, "send default/default", type);
            assertThat(sent.kind()).isEqualTo(SpanKind.SPAN_KIND_PRODUCER);
            assertThat(sent.parent()).isEqualTo(parent);
            if (!type.equals("c.v1")) {
                var name = "default/" + (type.equals("a.v1") ? "first" : "second");
                var delivered = one(collector, "deliver " + name, type);
                assertThat(delivered.kind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
                assertThat(delivered.parent()).isEqualTo(sent.id());
                assertThat(delivered.failed()).isFalse();
                assertThat(one(collector, "hold " + name, type).parent()).isEqualTo(delivered.id());
                parent = delivered.id();
            }
        }
    }

    private static void expectFailures(Collector collector) {
        var sent = one(collector, "send default/default", "a.v1");
        var attempts = collector.seen("deliver default/broken", "a.v1");
        assertThat(attempts)
                .extracting(it -> it.attributes().get("knative.delivery.attempt"))
                .containsExactlyInAnyOrder("1", "2");
        assertThat(attempts)
                .allSatisfy(it -> {
                    assertThat(it.failed()).isTrue();
                    assertThat(it.parent()).isEqualTo(sent.id());
                });
        var letter = one(collector, "dead-letter default/broken", "a.v1");
        assertThat(letter.failed()).isTrue();
        assertThat(letter.parent()).isEqualTo(sent.id());
    }

    /// What was called got the id of the span that called it, and the event's own attributes as they were.
    private static void expectCalls(Collector collector, List<Worker> workers, Listener letters)
            throws Exception {
        assertThat(workers.getFirst().traced())
                .containsExactly(
                        parent(one(collector, "deliver default/first", "a.v1")) + " first");
        assertThat(workers.getLast().traced())
                .containsExactly(
                        parent(one(collector, "deliver default/second", "b.v1")) + " second");
        assertThat(letters.heard().getFirst().traceparent())
                .isEqualTo(parent(one(collector, "dead-letter default/broken", "a.v1")));
        assertThat(letters.heard().getFirst().attributes()).doesNotContainKey("traceparent");
    }

    private static String parent(Seen span) {
        return "00-" + TRACE + "-" + span.id() + "-01";
    }

    @Test
    void an_endpoint_that_is_down_is_said_once_and_counted_and_every_event_arrives()
            throws Exception {
        try (var lines = LogLines.of("dev.tideway.knlocal.trace.Outbox");
                var listener = new Listener();
                var runner =
                        new LocalRunner.Setup(folder)
                                .tracing(to(URI.create("http://me:secret@127.0.0.1:1/v1/traces")))
                                .manifests(
                                        MEMORY
                                                + trigger(
                                                        "hears",
                                                        "a.v1",
                                                        "uri: '%s'".formatted(listener.uri()),
                                                        ""))
                                .start()) {
            for (int i = 1; i <= 3; i++) {
                // When
                assertThat(post(runner, "none")).isEqualTo(202);
                var events = i;
                await().atMost(PATIENCE).until(() -> listener.heard().size() == events);
                // Then
                await().atMost(PATIENCE).until(() -> dropped(runner) == 2 * events);
            }
            assertThat(lines.lines())
                    .singleElement()
                    .asString()
                    .contains(
                            "http://127.0.0.1:1/v1/traces does not take spans: nobody listens there")
                    .doesNotContain("secret");
            assertThat(listener.heard().getFirst().traceparent()).endsWith("-01");
        }
    }

    private static double dropped(LocalRunner runner) throws Exception {
        return Scraped.of(runner.metrics().body()).value("kn_trace_dropped_total");
    }

    @Test
    void without_an_endpoint_the_trace_is_passed_on_and_nothing_of_opentelemetry_is_loaded()
            throws Exception {
        var loaded = folder.resolve("loaded.txt");
        try (var listener = new Listener()) {
            Files.writeString(
                    folder.resolve("manifests.yaml"),
                    MEMORY + trigger("hears", "a.v1", "uri: '%s'".formatted(listener.uri()), ""));
            Files.writeString(
                    folder.resolve("kn-local.yaml"),
                    "manifests: [manifests.yaml]\nfunctions: []\n");
            // When
            try (var runner = Alone.start(folder, "-Xlog:class+load:file=" + loaded)) {
                await().atMost(PATIENCE).until(() -> runner.post("a.v1") == 202);
                await().atMost(PATIENCE).until(() -> !listener.heard().isEmpty());
            }
            // Then
            assertThat(listener.heard().getFirst().traceparent())
                    .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
            assertThat(Files.readString(loaded))
                    .contains("dev.tideway.knlocal.trace.Traces ")
                    .doesNotContain("dev.tideway.knlocal.trace.Otlp ")
                    .doesNotContain(" io.opentelemetry.");
        }
    }
}
