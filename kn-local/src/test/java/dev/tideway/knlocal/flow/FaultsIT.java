package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.status.FunctionStatus;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What users do wrong, and what breaks under them: one clear line each, and the rest goes on.
@DisplayName("Faults")
class FaultsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String BROKER =
            """
            apiVersion: eventing.knative.dev/v1
            kind: Broker
            metadata:
              name: default
              annotations:
                eventing.knative.dev/broker.class: MTChannelBasedBroker
            spec:
              delivery:
                retry: 3
                backoffPolicy: exponential
                backoffDelay: PT0.1S
            """;

    private static final String DATABASE =
            """
            run:
              envs:
                - name: DATABASE
                  value: '{{ secret:keeper-db:uri }}'
            """;

    @TempDir Path root;

    @BeforeEach
    void aRepositoryWithABrokerAndAFunction() throws IOException {
        write("manifests/broker.yaml", BROKER);
        write("manifests/trigger.yaml", trigger("works", "greeter"));
        write("functions/greeter/func.yaml", func("greeter"));
    }

    @Test
    void a_function_that_ends_at_once_shows_its_last_words_and_its_events_follow_the_delivery_spec()
            throws Exception {
        write(
                "kn-local.yaml",
                """
                manifests: [manifests]
                functions: [functions/greeter]
                commands:
                  greeter: [sh, -c, "echo the config is missing; exit 3"]
                """);
        try (var runner = Runner.startIn(root)) {
            assertThat(post(runner, "1")).isEqualTo(202);

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(runner.said())
                                    .contains("the config is missing")
                                    .contains("retrying")
                                    .contains("lost"));
            assertThat(runner.status().functions())
                    .singleElement()
                    .satisfies(function ->
                            assertThat(function.state())
                                    .isIn(
                                            FunctionStatus.State.FAILED,
                                            FunctionStatus.State.STARTING,
                                            FunctionStatus.State.ZERO));
        }
    }

    @Test
    void an_unknown_broker_is_404_and_another_method_405() throws Exception {
        write("kn-local.yaml", "manifests: [manifests]\nfunctions: [functions/greeter]\n");
        try (var runner = Runner.startIn(root)) {
            assertThat(runner.send("GET", "/default/default").statusCode()).isEqualTo(405);
            assertThat(runner.send("POST", "/default/nope").statusCode()).isEqualTo(404);

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(runner.said())
                                    .contains(
                                            "no broker or channel takes events", "/default/nope"));
        }
    }

    @Test
    void a_trigger_with_an_unknown_field_is_named_with_its_line_and_the_rest_runs()
            throws Exception {
        write("kn-local.yaml", "manifests: [manifests]\nfunctions: [functions/greeter]\n");
        write(
                "manifests/broken.yaml",
                trigger("broken", "greeter").replace("subscriber:", "subscribers:"));
        try (var runner = Runner.startIn(root)) {
            assertThat(runner.said())
                    .contains("manifests/broken.yaml:")
                    .contains("spec.subscribers");
            assertThat(runner.status().triggers())
                    .singleElement()
                    .satisfies(trigger -> assertThat(trigger.key().name()).isEqualTo("works"));
        }
    }

    @Test
    void a_function_whose_migration_fails_is_not_started_and_the_rest_runs() throws Exception {
        write(
                "kn-local.yaml",
                """
                manifests: [manifests]
                functions: [functions/*]
                databases: {keeper-db: keeper}
                commands:
                  greeter: [sh, -c, "echo greeter was started; exit 3"]
                  keeper: [sh, -c, "echo keeper was started; exit 3"]
                """);
        write("manifests/keeper.yaml", trigger("keeps", "keeper"));
        write("functions/keeper/func.yaml", func("keeper") + DATABASE);
        write("functions/keeper/db/V1__tables.sql", "create table kept (id text;");
        try (var runner = Runner.startIn(root)) {
            assertThat(runner.said()).contains("function default/keeper will not start");

            assertThat(post(runner, "1")).isEqualTo(202);

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(runner.said())
                                    .contains("greeter was started")
                                    .contains("function keeper is not started")
                                    .contains("V1__tables.sql")
                                    .doesNotContain("keeper was started"));
        }
    }

    @Test
    void a_port_that_is_taken_ends_the_start_with_one_line() throws Exception {
        write("kn-local.yaml", "manifests: [manifests]\nfunctions: [functions/greeter]\n");
        try (var taken = new ServerSocket(0)) {
            var ended =
                    Runner.endsIn(root, "--port", "" + taken.getLocalPort(), "--host", "0.0.0.0");

            assertThat(ended.status()).isEqualTo(1);
            assertThat(ended.said())
                    .contains("0.0.0.0:" + taken.getLocalPort() + " is taken by another program")
                    .contains("--port")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void a_host_that_is_none_of_this_machines_ends_the_start_with_one_line() throws Exception {
        write("kn-local.yaml", "manifests: [manifests]\nfunctions: [functions/greeter]\n");

        var ended = Runner.endsIn(root, "--port", "0", "--host", "192.0.2.1");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.said())
                .containsPattern(
                        "port 192\\.0\\.2\\.1:\\d+ cannot be opened: Cannot assign requested address")
                .doesNotContain("\tat ", "bind(");
    }

    @Test
    void a_second_runner_on_the_same_state_is_refused() throws Exception {
        write("kn-local.yaml", "manifests: [manifests]\nfunctions: [functions/greeter]\n");
        try (var first = Runner.startIn(root)) {
            var second = Runner.endsIn(root);

            assertThat(second.status()).isEqualTo(1);
            assertThat(second.said()).contains("is in use by the runner").doesNotContain("\tat ");
            assertThat(first.status().brokers()).hasSize(1);
        }
    }

    @Test
    void a_function_killed_in_mid_event_gets_the_event_again() throws Exception {
        write("functions/greeter/Slow.java", SLOW);
        write(
                "kn-local.yaml",
                """
                manifests: [manifests]
                functions: [functions/greeter]
                commands:
                  greeter: [%s, Slow.java]
                """
                        .formatted(Path.of(System.getProperty("java.home"), "bin", "java")));
        var seen = root.resolve("functions/greeter/seen");
        try (var runner = Runner.startIn(root)) {
            assertThat(post(runner, "once")).isEqualTo(202);
            await().atMost(PATIENCE).until(() -> Files.exists(seen));

            runner.children("Slow.java").forEach(ProcessHandle::destroyForcibly);

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(Files.readAllLines(seen)).containsExactly("once", "once"));
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(runner.status().triggers().getFirst().delivered())
                                    .isEqualTo(1));
        }
    }

    /// Notes each event it gets; the first one it never answers.
    private static final String SLOW =
            """
            import com.sun.net.httpserver.HttpServer;
            import java.net.InetSocketAddress;
            import java.nio.file.*;
            class Slow {
                public static void main(String[] args) throws Exception {
                    var seen = Path.of("seen");
                    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(System.getenv("PORT"))), 0);
                    server.createContext("/health", exchange -> { exchange.sendResponseHeaders(200, -1); exchange.close(); });
                    server.createContext("/", exchange -> {
                        boolean first = !Files.exists(seen);
                        Files.writeString(seen, exchange.getRequestHeaders().getFirst("ce-id") + "\\n",
                                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                        if (first) return;
                        exchange.sendResponseHeaders(204, -1);
                        exchange.close();
                    });
                    server.start();
                }
            }
            """;

    private static int post(Runner runner, String id) throws IOException, InterruptedException {
        return runner.post(Map.of("type", "greet", "source", "/faults", "id", id), "{}");
    }

    private static String trigger(String name, String service) {
        return """
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata:
          name: %s
        spec:
          broker: default
          subscriber:
            ref:
              apiVersion: serving.knative.dev/v1
              kind: Service
              name: %s
        """
                .formatted(name, service);
    }

    private static String func(String name) {
        return """
        specVersion: 0.36.0
        name: %s
        runtime: quarkus
        created: 2026-11-01T00:00:00Z
        """
                .formatted(name);
    }

    private void write(String path, String text) throws IOException {
        var file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
