package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Sources that send by the clock, as programs, and through SinkBindings")
class SourcesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// A function that sends each event it gets to its K_SINK, under another type.
    private static final String EMITTER =
            """
            import com.sun.net.httpserver.HttpServer;
            import java.net.*;
            import java.net.http.*;

            void main() throws Exception {
                var port = Integer.parseInt(System.getenv("PORT"));
                var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
                var client = HttpClient.newHttpClient();
                server.createContext("/", exchange -> {
                    if (exchange.getRequestMethod().equals("POST")) {
                        var event = HttpRequest.newBuilder(URI.create(System.getenv("K_SINK")))
                                .header("ce-specversion", "1.0").header("ce-type", "emitted")
                                .header("ce-source", "/emitter").header("ce-id", "1")
                                .header("content-type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(System.getenv("K_CE_OVERRIDES"))).build();
                        try {
                            var answer = client.send(event, HttpResponse.BodyHandlers.discarding());
                            exchange.sendResponseHeaders(answer.statusCode() == 202 ? 204 : 500, -1);
                        } catch (InterruptedException e) {
                            exchange.sendResponseHeaders(500, -1);
                        }
                    } else {
                        exchange.sendResponseHeaders(200, -1);
                    }
                    exchange.close();
                });
                server.start();
            }
            """;

    @TempDir Path folder;

    @Test
    void a_ping_source_sends_to_a_broker_of_another_namespace() throws Exception {
        try (var listener = new Listener();
                var runner =
                        new LocalRunner.Setup(folder)
                                .manifests(
                                        """
                                        apiVersion: eventing.knative.dev/v1
                                        kind: Broker
                                        metadata: {name: main, namespace: shop}
                                        ---
                                        apiVersion: eventing.knative.dev/v1
                                        kind: Trigger
                                        metadata: {name: all, namespace: shop}
                                        spec: {broker: main, subscriber: {uri: "%s"}}
                                        ---
                                        apiVersion: sources.knative.dev/v1
                                        kind: PingSource
                                        metadata: {name: tick, namespace: clocks}
                                        spec:
                                          schedule: "* * * * * *"
                                          contentType: application/json
                                          data: '{"n": 1}'
                                          ceOverrides: {extensions: {origin: laptop}}
                                          sink: {ref: {apiVersion: eventing.knative.dev/v1, kind: Broker, name: main, namespace: shop}}
                                        """
                                                .formatted(listener.uri()))
                                .start()) {
            // When
            await().atMost(PATIENCE).until(() -> listener.heard().size() >= 2);
            // Then
            var first = listener.heard().getFirst();
            assertThat(first.attributes())
                    .containsEntry("type", "dev.knative.sources.ping")
                    .containsEntry("source", "/apis/v1/namespaces/clocks/pingsources/tick")
                    .containsEntry("origin", "laptop");
            assertThat(first.data()).isEqualTo("{\"n\": 1}");
            assertThat(listener.heard())
                    .map(it -> it.attributes().get("id"))
                    .doesNotHaveDuplicates();
            assertThat(runner.status().sources())
                    .singleElement()
                    .satisfies(it -> {
                        assertThat(it.type()).isEqualTo("PingSource");
                        assertThat(it.resource()).isEqualTo("pingsources.sources.knative.dev");
                        assertThat(it.sink()).isEqualTo("broker:main");
                        assertThat(it.delivered()).isPositive();
                    });
            assertThat(runner.eventTypes())
                    .singleElement()
                    .satisfies(it -> {
                        assertThat(it.key().namespace()).isEqualTo("shop");
                        assertThat(it.key().name()).matches("et-main-[0-9a-f]{32}");
                        assertThat(it.type()).isEqualTo("dev.knative.sources.ping");
                        assertThat(it.reference()).isEqualTo("broker:main");
                    });
        }
    }

    @Test
    void an_event_that_its_sink_never_takes_is_lost_after_five_retries() throws Exception {
        try (var runner =
                new LocalRunner.Setup(folder)
                        .manifests(
                                """
                                apiVersion: sources.knative.dev/v1
                                kind: PingSource
                                metadata: {name: tick}
                                spec: {schedule: "* * * * * *", sink: {uri: "http://127.0.0.1:1/"}}
                                """)
                        .start()) {
            await().atMost(PATIENCE).until(() -> runner.status().sources().getFirst().lost() >= 1);
            assertThat(runner.status().sources().getFirst())
                    .satisfies(it -> {
                        assertThat(it.delivered()).isZero();
                        assertThat(it.retried()).isGreaterThanOrEqualTo(5);
                    });
        }
    }

    @Test
    void a_timer_ends_after_its_count() throws Exception {
        try (var listener = new Listener();
                var runner =
                        new LocalRunner.Setup(folder)
                                .manifests(
                                        """
                                        apiVersion: sources.knative.dev/v1alpha1
                                        kind: IntegrationSource
                                        metadata: {name: timer}
                                        spec:
                                          timer: {period: 20, message: "hello", repeatCount: 3}
                                          sink: {uri: "%s"}
                                        """
                                                .formatted(listener.uri()))
                                .start()) {
            await().atMost(PATIENCE)
                    .until(() -> runner.status().sources().getFirst().delivered() == 3);
            assertThat(listener.heard())
                    .hasSize(3)
                    .allSatisfy(it -> {
                        assertThat(it.attributes())
                                .containsEntry("type", "dev.knative.eventing.timer");
                        assertThat(it.data()).isEqualTo("hello");
                    });
        }
    }

    /// Broker, channel and function: each is reached by a program that knows nothing of a cluster's hosts. One function is in
    /// a namespace of its own, bound by its labels.
    @Test
    void a_function_posts_to_the_sink_that_a_sink_binding_gives_it() throws Exception {
        var program = Files.writeString(folder.resolve("Emitter.java"), EMITTER);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        try (var listener = new Listener();
                var runner =
                        new LocalRunner.Setup(folder)
                                .command("to-broker", java, program.toString())
                                .command("to-channel", java, program.toString())
                                .manifests(
                                        """
                                        apiVersion: eventing.knative.dev/v1
                                        kind: Broker
                                        metadata: {name: default}
                                        ---
                                        apiVersion: eventing.knative.dev/v1
                                        kind: Trigger
                                        metadata: {name: emitted}
                                        spec:
                                          broker: default
                                          filters: [{exact: {type: emitted}}]
                                          subscriber: {uri: "%1$s"}
                                        ---
                                        apiVersion: messaging.knative.dev/v1
                                        kind: Channel
                                        metadata: {name: beats}
                                        ---
                                        apiVersion: messaging.knative.dev/v1
                                        kind: Subscription
                                        metadata: {name: beats}
                                        spec:
                                          channel: {apiVersion: messaging.knative.dev/v1, kind: Channel, name: beats}
                                          subscriber: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: front, namespace: shop}}
                                        ---
                                        apiVersion: sources.knative.dev/v1
                                        kind: SinkBinding
                                        metadata: {name: front, namespace: shop}
                                        spec:
                                          subject: {apiVersion: serving.knative.dev/v1, kind: Service, selector: {matchLabels: {tier: front}}}
                                          ceOverrides: {extensions: {origin: laptop}}
                                          sink: {ref: {apiVersion: eventing.knative.dev/v1, kind: Broker, name: default, namespace: default}}
                                        ---
                                        apiVersion: serving.knative.dev/v1
                                        kind: Service
                                        metadata: {name: front, namespace: shop, labels: {tier: front}}
                                        spec: {template: {spec: {containers: [{image: "registry.example.com/to-broker:v1"}]}}}
                                        ---
                                        apiVersion: sources.knative.dev/v1
                                        kind: SinkBinding
                                        metadata: {name: to-channel}
                                        spec:
                                          subject: {apiVersion: serving.knative.dev/v1, kind: Service, name: to-channel}
                                          sink: {ref: {apiVersion: messaging.knative.dev/v1, kind: Channel, name: beats}}
                                        """
                                                .formatted(listener.uri()))
                                .start()) {
            // When: to the function by its alias, whose sink is the channel, whose subscriber is
            // the other function
            var answer = runner.post("/@to-channel.default.svc.cluster.local/", "first", "{}");
            // Then
            assertThat(answer.statusCode()).isEqualTo(204);
            await().atMost(PATIENCE).until(() -> !listener.heard("emitted").isEmpty());
            assertThat(listener.heard("emitted").getFirst().data())
                    .isEqualTo("{\"extensions\":{\"origin\":\"laptop\"}}");
        }
    }

    @Test
    void a_container_source_is_a_program_that_is_started_again_when_it_ends() throws Exception {
        try (var listener = new Listener();
                var runner =
                        new LocalRunner.Setup(folder)
                                .manifests(container(listener, "exit 3"))
                                .start()) {
            // When
            await().atMost(PATIENCE).until(() -> listener.heard("beat").size() >= 2);
            // Then
            assertThat(listener.heard("beat"))
                    .allSatisfy(it ->
                            assertThat(it.data())
                                    .isEqualTo("one {\"extensions\":{\"origin\":\"laptop\"}}"));
            assertThat(folder.resolve("state/logs/containersource.beat.log"))
                    .content()
                    .contains("sent");
            await().atMost(PATIENCE)
                    .until(() ->
                            runner.status()
                                    .sources()
                                    .getFirst()
                                    .reason()
                                    .startsWith("its program has ended with 3, see "));
        }
    }

    @Test
    void a_container_source_stops_with_the_runner() throws Exception {
        try (var listener = new Listener()) {
            var runner =
                    new LocalRunner.Setup(folder)
                            .manifests(container(listener, "exec sleep 3605"))
                            .start();
            try (runner) {
                await().atMost(PATIENCE).until(() -> sleepers() == 1);
                assertThat(runner.status().sources().getFirst().ready()).isTrue();
            }
            assertThat(sleepers()).isZero();
        }
    }

    @Test
    void a_container_source_whose_migrations_fail_is_not_started_and_says_why() throws Exception {
        // Given
        var migrations = Files.createDirectories(folder.resolve("shop/db"));
        Files.writeString(migrations.resolve("V1__item.sql"), "create tabel item (n int);");
        try (var listener = new Listener();
                var runner =
                        new LocalRunner.Setup(folder)
                                .database("shop-db-app", "shop", migrations)
                                .manifests(container(listener, "exec sleep 3605", WITH_SECRET))
                                .start()) {
            // Then
            await().atMost(PATIENCE)
                    .until(() ->
                            runner.status().sources().getFirst().reason().contains("V1__item.sql"));
            assertThat(runner.status().sources().getFirst().ready()).isFalse();
            assertThat(folder.resolve("state/logs/containersource.beat.log")).doesNotExist();
            assertThat(listener.heard()).isEmpty();
        }
    }

    /// The same, with migrations that can be run, is started: what keeps it is the failure alone.
    @Test
    void a_container_source_is_given_its_secret_once_its_migrations_have_run() throws Exception {
        // Given
        var migrations = Files.createDirectories(folder.resolve("shop/db"));
        Files.writeString(migrations.resolve("V1__item.sql"), "create table item (n int);");
        try (var listener = new Listener();
                var _ =
                        new LocalRunner.Setup(folder)
                                .database("shop-db-app", "shop", migrations)
                                .manifests(container(listener, "exec sleep 3605", WITH_SECRET))
                                .start()) {
            // Then
            await().atMost(PATIENCE).until(() -> !listener.heard("beat").isEmpty());
            assertThat(listener.heard("beat").getFirst().data())
                    .startsWith("jdbc:postgresql://127.0.0.1:");
        }
    }

    private static final String WITH_SECRET =
            "{name: NAME, valueFrom: {secretKeyRef: {name: shop-db-app, key: jdbc-uri}}}";

    private static long sleepers() {
        return ProcessHandle.current()
                .descendants()
                .filter(it -> it.info().commandLine().orElse("").endsWith("sleep 3605"))
                .count();
    }

    private static String container(Listener listener, String then) {
        return container(listener, then, "{name: NAME, value: one}");
    }

    /// Sends one event, and goes on as it is told.
    private static String container(Listener listener, String then, String env) {
        return """
        apiVersion: sources.knative.dev/v1
        kind: ContainerSource
        metadata: {name: beat}
        spec:
          sink: {uri: "%s"}
          ceOverrides: {extensions: {origin: laptop}}
          template:
            spec:
              containers:
                - image: registry.example.com/beat
                  command: [/bin/sh, -c]
                  args:
                    - |
                      curl -sS "$K_SINK" -H "ce-specversion: 1.0" -H "ce-type: beat" -H "ce-source: /beat" -H "ce-id: $$" \\
                        -H "content-type: text/plain" -d "$NAME $K_CE_OVERRIDES" && echo sent
                      %s
                  env: [%s]
        """
                .formatted(listener.uri(), then, env);
    }
}
