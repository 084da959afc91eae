package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.testing.Scraped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Prometheus reads of a runner.
class MetricsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String BROKER =
            """
            apiVersion: eventing.knative.dev/v1
            kind: Broker
            metadata:
              name: default
              annotations: {eventing.knative.dev/broker.class: MTChannelBasedBroker}
            """;

    private static final String SLEEPER =
            """
            import com.sun.net.httpserver.HttpServer;
            import java.net.InetSocketAddress;

            class Sleeper {
                public static void main(String[] args) throws Exception {
                    var port = Integer.parseInt(System.getenv("PORT"));
                    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
                    server.createContext("/", exchange -> {
                        exchange.sendResponseHeaders(204, -1);
                        exchange.close();
                    });
                    server.start();
                }
            }
            """;

    @TempDir Path folder;

    private static String trigger(String name, String filter, String subscriber) {
        return """
        ---
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata: {name: %s}
        spec:
          broker: default
          filters: [%s]
          subscriber: {%s}
          delivery: {retry: 1, backoffPolicy: linear, backoffDelay: PT0.01S}
        """
                .formatted(name, filter, subscriber);
    }

    private static double of(LocalRunner runner, String metric, String kind, String name)
            throws Exception {
        return scraped(runner).value(metric, "namespace", "default", "kind", kind, "name", name);
    }

    private static Scraped scraped(LocalRunner runner) throws Exception {
        return Scraped.of(runner.metrics().body());
    }

    private static void post(LocalRunner runner, String type) throws Exception {
        assertThat(runner.post("/default/default", type, "{}").statusCode()).isEqualTo(202);
    }

    @Test
    void events_are_counted_and_timed_by_what_is_declared_however_many_types_they_have()
            throws Exception {
        try (var listener = new Listener();
                var runner =
                        new LocalRunner.Setup(folder)
                                .manifests(
                                        BROKER
                                                + trigger(
                                                        "all",
                                                        "{prefix: {type: t.}}",
                                                        "uri: '%s'".formatted(listener.uri()))
                                                + trigger(
                                                        "nobody",
                                                        "{exact: {type: t.0}}",
                                                        "uri: 'http://127.0.0.1:1/'"))
                                .start()) {
            // Given
            var before = scraped(runner).series();
            // When
            for (int i = 0; i < 1000; i++) {
                post(runner, "t." + i);
            }
            post(runner, "unwanted");
            assertThat(runner.post("/default/default", "", "{}").statusCode()).isEqualTo(400);
            // Then
            var all = List.of("kn_filter_matched_total", "kn_dispatch_delivered_total");
            for (var counter : all) {
                await().atMost(PATIENCE).until(() -> of(runner, counter, "Trigger", "all") == 1000);
            }
            await().atMost(PATIENCE)
                    .until(() ->
                            of(runner, "kn_dispatch_dead_lettered_total", "Trigger", "nobody")
                                    == 1);
            assertThat(of(runner, "kn_dispatch_retried_total", "Trigger", "nobody")).isEqualTo(1);
            assertThat(of(runner, "kn_ingress_accepted_total", "Broker", "default"))
                    .isEqualTo(1001);
            assertThat(of(runner, "kn_ingress_refused_total", "Broker", "default")).isEqualTo(1);
            await().until(() ->
                    of(runner, "kn_dispatch_delivery_seconds_count", "Trigger", "all") == 1000);
            await().until(() -> of(runner, "kn_log_lag", "Trigger", "all") == 0);
            assertThat(scraped(runner).series()).isEqualTo(before);
            assertThat(runner.metrics().headers().firstValue("content-type"))
                    .contains("text/plain; version=0.0.4; charset=utf-8");
        }
    }

    @Test
    void a_function_that_slept_shows_in_starts_waits_and_replicas() throws Exception {
        var program = Files.writeString(folder.resolve("Sleeper.java"), SLEEPER);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var ref = "ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: sleeper}";
        try (var runner =
                new LocalRunner.Setup(folder)
                        .command("sleeper", java, program.toString())
                        .manifests(BROKER + trigger("wakes", "{prefix: {type: t.}}", ref))
                        .start()) {
            // Given
            assertThat(replicas(runner, "ready")).isZero();
            assertThat(ofFunction(runner, "kn_function_cold_start_seconds_count")).isZero();
            // When
            post(runner, "t.1");
            await().atMost(PATIENCE)
                    .until(() ->
                            of(runner, "kn_dispatch_delivered_total", "Trigger", "wakes") == 1);
            // Then
            assertThat(replicas(runner, "ready")).isEqualTo(1);
            assertThat(replicas(runner, "desired")).isEqualTo(1);
            await().until(() -> ofFunction(runner, "kn_function_cold_start_seconds_count") == 1);
            assertThat(ofFunction(runner, "kn_activator_queue_seconds_count")).isEqualTo(1);
            assertThat(ofFunction(runner, "kn_activator_queue_seconds_sum")).isPositive();
            assertThat(ofFunction(runner, "kn_function_cold_start_seconds_sum")).isPositive();
            await().until(() -> ofFunction(runner, "kn_activator_in_flight") == 0);
            assertThat(ofFunction(runner, "kn_activator_queued")).isZero();
        }
    }

    private static double ofFunction(LocalRunner runner, String metric) throws Exception {
        return scraped(runner).value(metric, "namespace", "default", "function", "sleeper");
    }

    private static double replicas(LocalRunner runner, String state) throws Exception {
        return scraped(runner)
                .value(
                        "kn_autoscaler_replicas",
                        "namespace",
                        "default",
                        "function",
                        "sleeper",
                        "state",
                        state);
    }
}
