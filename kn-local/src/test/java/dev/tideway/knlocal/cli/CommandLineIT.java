package dev.tideway.knlocal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.state.StateFolder;
import dev.tideway.knlocal.status.StatusJson;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineIT {
    @TempDir Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private FakeRunner runner;
    private String input = "";

    @BeforeEach
    void start() throws Exception {
        runner = new FakeRunner();
    }

    @AfterEach
    void stop() {
        runner.close();
    }

    @Test
    void an_event_is_sent_in_binary_mode_with_an_id_and_a_time() {
        // When
        var code = send("--type", "t.v1", "--data", "{\"a\":1}", "--ext", "partitionkey=p 1");

        // Then
        assertThat(code).isZero();
        var sent = runner.next();
        assertThat(sent.path()).isEqualTo("/default/default");
        assertThat(sent.body()).isEqualTo("{\"a\":1}");
        assertThat(sent.headers())
                .containsEntry("ce-specversion", "1.0")
                .containsEntry("ce-type", "t.v1")
                .containsEntry("ce-source", "/kn-local/send")
                .containsEntry("ce-partitionkey", "p%201")
                .containsEntry("content-type", "application/json")
                .containsKeys("ce-id", "ce-time");
        assertThat(out.toString())
                .contains("202 from http://localhost:" + runner.port() + "/default/default")
                .contains("t.v1")
                .contains(sent.headers().get("ce-id"))
                .contains("7 bytes");
    }

    @Test
    void event_types_are_listed_with_the_columns_of_kn() {
        // Given
        runner.answers(
                200,
                """
                {"eventTypes": [{"namespace": "shop", "name": "et-main-1", "type": "order.placed", "source": "/shop",
                                 "reference": "broker:main", "since": "2026-01-01T00:00:00Z"}]}
                """);
        // When
        var code = run("eventtypes", "--control-port", "" + runner.port());
        // Then
        assertThat(code).isZero();
        assertThat(runner.next().path()).isEqualTo("/api/eventtypes");
        assertThat(out.toString().lines().toList())
                .satisfiesExactly(
                        it ->
                                assertThat(it.split(" +"))
                                        .containsExactly(
                                                "NAME",
                                                "TYPE",
                                                "SOURCE",
                                                "REFERENCE",
                                                "AGE",
                                                "READY"),
                        it ->
                                assertThat(it.split(" +"))
                                        .startsWith(
                                                "shop/et-main-1",
                                                "order.placed",
                                                "/shop",
                                                "broker:main")
                                        .endsWith("True"));
    }

    @Test
    void a_trace_asks_for_the_id_and_draws_the_tree() {
        // Given
        runner.answers(
                200,
                """
                {"events": [{"steps": [{"number": 1, "at": "2026-01-01T00:00:00Z", "step": "ACCEPTED",
                  "place": "broker default/default", "id": "a b", "source": "/s", "type": "t", "flow": "a b",
                  "details": {"partition": "0", "offset": "7"}}],
                  "others": [{"place": "trigger default/x", "whyNot": "type is t, wanted u"}], "caused": []}]}
                """);
        // When
        var code = run("trace", "a b", "--control-port", "" + runner.port());
        // Then
        assertThat(code).isZero();
        assertThat(runner.next().path()).isEqualTo("/api/journey?id=a+b");
        assertThat(out.toString())
                .contains(
                        "t  a b  from /s", "offset 7", "trigger default/x: not wanted, type is t");
    }

    @Test
    void events_that_do_not_keep_their_schema_are_asked_for_and_marked() {
        // Given
        runner.answers(
                200,
                """
                {"events": [{"number": 2, "at": "2026-01-01T00:00:00Z", "step": "ACCEPTED",
                  "place": "broker default/default", "id": "e-1", "source": "/s", "type": "t", "flow": "e-1",
                  "details": {"violation": "/id is missing"}},
                 {"number": 3, "at": "2026-01-01T00:00:00Z", "step": "VIOLATED",
                  "place": "broker default/default", "id": "e-2", "source": "/s", "type": "t", "flow": "e-2",
                  "details": {"why": "/id is missing", "refused": "true"}}]}
                """);
        // When
        var code = run("events", "--violated", "--control-port", "" + runner.port());
        // Then
        assertThat(code).isZero();
        assertThat(runner.next().path()).contains("violated=true");
        assertThat(out.toString().lines().toList())
                .satisfiesExactly(
                        it ->
                                assertThat(it)
                                        .endsWith(
                                                "e-1  from /s  against its schema: /id is missing"),
                        it ->
                                assertThat(it)
                                        .endsWith(
                                                "e-2  from /s  refused, against its schema: /id is missing"));
    }

    @Test
    void a_trace_of_an_unknown_id_says_so() {
        runner.answers(200, "{\"events\": []}");
        assertThat(run("trace", "nope", "--control-port", "" + runner.port())).isEqualTo(1);
        assertThat(err.toString()).contains("no event nope is known here", "kn-local events");
    }

    @Test
    void events_are_asked_for_as_the_options_say() {
        // Given
        runner.answers(
                200,
                """
                {"events": [{"number": 1, "at": "2026-01-01T00:00:00Z", "step": "ACCEPTED",
                  "place": "broker default/default", "id": "i-1", "source": "/s", "type": "t", "flow": "i-1",
                  "attributes": {"subject": "o-1"}}]}
                """);
        // When
        var code =
                run(
                        "events",
                        "--type",
                        "t",
                        "--subject",
                        "o-1",
                        "--since",
                        "2026-01-01T00:00:00Z",
                        "--control-port",
                        "" + runner.port());
        // Then
        assertThat(code).isZero();
        assertThat(runner.next().path())
                .isEqualTo(
                        "/api/events?after=0&limit=100&type=t&subject=o-1&since=2026-01-01T00%3A00%3A00Z");
        assertThat(out.toString()).contains("t  i-1  from /s  about o-1");
        assertThat(run("events", "--since", "soon")).isEqualTo(2);
        assertThat(err.toString()).contains("--since", "soon", "10m");
    }

    @Test
    void everything_that_is_given_is_sent_as_given() {
        // When
        send("--type", "t", "--source", "/s", "--id", "i", "--subject", "u", "--broker", "ns/b");

        // Then
        var sent = runner.next();
        assertThat(sent.path()).isEqualTo("/ns/b");
        assertThat(sent.body()).isEmpty();
        assertThat(sent.headers())
                .containsEntry("ce-id", "i")
                .containsEntry("ce-source", "/s")
                .containsEntry("ce-subject", "u")
                .doesNotContainKey("content-type");
    }

    @Test
    void data_come_from_a_file_or_from_standard_input() throws Exception {
        // Given
        var file = Files.writeString(folder.resolve("data.xml"), "<a/>");
        input = "piped";

        // When
        send("--type", "t", "--data-file", file.toString(), "--content-type", "text/xml");
        send("--type", "t", "--data-file", "-");

        // Then
        var first = runner.next();
        assertThat(first.body()).isEqualTo("<a/>");
        assertThat(first.headers()).containsEntry("content-type", "text/xml");
        assertThat(runner.next().body()).isEqualTo("piped");
    }

    @Test
    void a_whole_event_is_sent_in_structured_mode_and_options_go_before_it() throws Exception {
        // Given
        var file =
                Files.writeString(
                        folder.resolve("event.json"),
                        "{\"type\":\"t\",\"source\":\"/f\",\"id\":\"old\",\"data\":{\"n\":1.10}}");

        // When
        var code = send("--file", file.toString(), "--id", "new");

        // Then
        assertThat(code).isZero();
        var sent = runner.next();
        assertThat(sent.headers().get("content-type")).startsWith("application/cloudevents+json");
        assertThat(sent.body())
                .contains("\"id\":\"new\"", "\"source\":\"/f\"", "\"specversion\":\"1.0\"")
                .contains("\"data\":{\"n\":1.10}")
                .contains("\"time\":");
    }

    @Test
    void a_refusal_is_shown_with_its_reason() {
        runner.answers(400, "ce-source is missing\n");
        assertThat(send("--type", "t")).isEqualTo(1);
        assertThat(out.toString()).startsWith("400 from ").contains("ce-source is missing");
    }

    @Test
    void no_runner_is_told_with_the_mend() throws Exception {
        var port = unusedPort();
        assertThat(run("send", "--type", "t", "--port", port)).isEqualTo(3);
        assertThat(run("status", "--control-port", port)).isEqualTo(3);
        assertThat(err.toString().lines())
                .containsExactly(
                        "nobody listens at http://localhost:%s: start the runner with `make run` or `kn-local up`"
                                .formatted(port),
                        "nobody listens at http://localhost:%s: start the runner with `make run` or `kn-local up`"
                                .formatted(port));
    }

    @Test
    void an_event_that_cannot_be_valid_is_not_sent() throws Exception {
        var broken = Files.writeString(folder.resolve("broken.json"), "{\"type\":").toString();
        var list = Files.writeString(folder.resolve("list.json"), "[]").toString();
        misuse("an event needs a --type (or --file with a whole event)", "--id", "1");
        misuse("not a valid event: ", "--type", "t", "--ext", "Upper=1");
        misuse("not a valid event: time", "--type", "t", "--ext", "time=noon");
        misuse("--data or --data-file, not both", "--type", "t", "--data", "x", "--data-file", "-");
        misuse("--data-file: there is no file nowhere", "--type", "t", "--data-file", "nowhere");
        misuse("is not JSON", "--file", broken);
        misuse("holds no JSON object", "--file", list);
        misuse("--broker is not NAMESPACE/NAME: shop", "--type", "t", "--broker", "shop");
        misuse("--url is not an address: shop", "--type", "t", "--url", "shop");
        misuse("Unknown options: '--tpye'", "--tpye", "t");
    }

    @Test
    void the_status_is_shown_as_tables_or_as_the_runner_sends_it() {
        // Given
        var json = StatusJson.write(Statuses.store());
        runner.answers(200, json);

        // When
        var asTable = run("status", "--control-port", port());
        var asJson = run("status", "--control-port", port(), "-o", "json");

        // Then
        assertThat(asTable + asJson).isZero();
        assertThat(runner.next().path()).isEqualTo("/api/status");
        var tables = String.join("\n", new StatusTables(Statuses.store()).lines(false));
        assertThat(out).hasToString(tables + "\n" + json + "\n");
    }

    @Test
    void what_is_no_status_is_named() {
        runner.answers(404, "");
        assertThat(run("status", "--control-port", port())).isEqualTo(1);
        runner.answers(200, "<html>");
        assertThat(run("status", "--control-port", port())).isEqualTo(1);
        assertThat(err.toString().lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("answers 404: no runner of this version"))
                .anyMatch(line -> line.contains("answers something that is no status: not JSON"));
    }

    @Test
    void reset_empties_the_folder_only_when_told_so() throws Exception {
        // Given
        var state = folder.resolve("state");
        StateFolder.hold(state).close();
        var data = Files.writeString(state.resolve("data"), "x");

        // When, Then
        assertThat(run("reset", "--state", state.toString())).isEqualTo(1);
        input = "no\n";
        assertThat(run("reset", "--state", state.toString())).isEqualTo(1);
        assertThat(data).exists();
        input = "y\n";
        assertThat(run("reset", "--state", state.toString())).isZero();
        assertThat(data).doesNotExist();
        assertThat(out.toString()).contains("deletes all").contains("emptied " + state);
    }

    @Test
    void reset_with_yes_does_not_ask() throws Exception {
        StateFolder.hold(folder.resolve("state")).close();
        assertThat(run("reset", "--yes", "--state", folder.resolve("state").toString())).isZero();
        assertThat(out.toString()).doesNotContain("?");
    }

    @Test
    void reset_refuses_what_is_not_ours_or_in_use() throws Exception {
        Files.writeString(folder.resolve("thesis.txt"), "x");
        assertThat(run("reset", "--yes", "--state", folder.toString())).isEqualTo(1);
        try (var held = StateFolder.hold(folder.resolve("state"))) {
            assertThat(run("reset", "--yes", "--state", held.path().toString())).isEqualTo(1);
        }
        assertThat(err.toString().lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("kn-local did not make it"))
                .anyMatch(line -> line.contains("in use by the runner"));
    }

    @Test
    void without_a_command_the_help_is_shown_as_a_mistake() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Which command?", "Exit codes:", "Examples:");
    }

    private void misuse(String why, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(send(arguments)).isEqualTo(2);
        assertThat(err.toString().lines().findFirst().orElse("")).contains(why);
    }

    private int send(String... arguments) {
        var all = new ArrayList<>(List.of("send", "--port", port()));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    private int run(String... arguments) {
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        var io = new Io(in, new PrintWriter(out), new PrintWriter(err), Screen.FILE, Map.of());
        return Main.run(io, arguments);
    }

    private String port() {
        return Integer.toString(runner.port());
    }

    private static String unusedPort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
