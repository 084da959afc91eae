package dev.tideway.knlocal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What `kn-local dead-letters` asks, and what it makes of the answers.
class DeadLettersIT {
    private static final String FUNCTION = "/@dead-letters.default.svc.cluster.local";
    private static final String LETTER =
            """
            {"id": 7, "receivedAt": "2026-01-01T00:00:00Z", "lastAt": "2026-01-01T00:00:00Z", "times": 2, "type": "t.v1",
             "source": "/s", "eventId": "e-1", "destination": "http://payments/", "code": 422,
             "reason": "no\\u001b[31m order", "state": "waiting", "redrivenAt": null,
             "history": [{"at": "2026-01-01T00:00:00Z", "what": "undelivered", "redrive": 0, "code": 422, "reason": "no"},
                         {"at": "2026-01-01T00:00:00Z", "what": "redriven", "redrive": 3, "code": null, "reason": null}],
             "event": {"specversion": "1.0", "id": "e-1"}}
            """;
    private static final String DONE =
            """
            {"redriven": 1, "already": %d, "failed": %d, "unsure": 0, "missing": 0, "left": 0,
             "letters": [{"id": 7, "outcome": "redriven", "why": null}, {"id": 8, "outcome": "failed", "why": "503"}]}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private FakeRunner runner;

    @BeforeEach
    void start() throws Exception {
        runner = new FakeRunner();
    }

    @AfterEach
    void stop() {
        runner.close();
    }

    private int letters(String... words) {
        var all = new ArrayList<>(List.of("dead-letters"));
        all.addAll(List.of(words));
        all.addAll(List.of("--port", Integer.toString(runner.port())));
        return run(all);
    }

    private int run(List<String> words) {
        var io =
                new Io(
                        InputStream.nullInputStream(),
                        new PrintWriter(out),
                        new PrintWriter(err),
                        Screen.FILE,
                        Map.of());
        return Main.run(io, words.toArray(String[]::new));
    }

    @Test
    void alone_it_lists_those_that_wait() {
        runner.answers(200, "[" + LETTER + "]");
        assertThat(letters()).isZero();
        assertThat(runner.next().path()).isEqualTo(FUNCTION + "/dead-letters?state=waiting");
        assertThat(out.toString())
                .contains("ID", "TIMES", "DESTINATION", "t.v1", "e-1", "http://payments/", "422")
                .contains("no [31m order")
                .doesNotContain("\u001b");
    }

    @Test
    void the_list_is_asked_for_as_the_options_say() {
        runner.answers(200, "[]");
        var code =
                letters(
                        "list",
                        "--reason",
                        "a b",
                        "--type",
                        "t",
                        "--destination",
                        "d",
                        "--from",
                        "2026-01-01T00:00:00Z",
                        "--state",
                        "unsure",
                        "--limit",
                        "5");
        assertThat(code).isZero();
        assertThat(runner.next().path())
                .isEqualTo(
                        FUNCTION
                                + "/dead-letters?limit=5&state=unsure&reason=a+b&type=t&destination=d&from=2026-01-01T00%3A00%3A00Z");
        assertThat(out.toString()).isEqualTo("No such dead letter.\n");
    }

    @Test
    void one_is_shown_with_its_history_and_the_event() {
        runner.answers(200, LETTER);
        assertThat(letters("show", "7")).isZero();
        assertThat(runner.next().path()).isEqualTo(FUNCTION + "/dead-letters/7");
        assertThat(out.toString())
                .contains("t.v1  e-1  from /s", "letter 7, waiting, undelivered to")
                .contains("undelivered", "redriven", "\"specversion\" : \"1.0\"");
    }

    @Test
    void letters_are_redriven_by_number_and_what_failed_is_told() {
        runner.answers(200, DONE.formatted(0, 1));
        assertThat(letters("redrive", "7", "8")).isEqualTo(1);
        var asked = runner.next();
        assertThat(asked.path()).isEqualTo(FUNCTION + "/dead-letters/redrive");
        assertThat(asked.body()).isEqualTo("{\"ids\":[7,8]}");
        assertThat(asked.headers()).containsEntry("content-type", "application/json");
        assertThat(out.toString()).contains("8    failed", "503", "1 redriven, 1 failed");
    }

    @Test
    void or_by_reason_and_time_and_what_was_redriven_already_is_no_failure() {
        runner.answers(200, DONE.formatted(1, 0));
        var code =
                letters(
                        "redrive",
                        "--reason",
                        "no order",
                        "--from",
                        "2026-01-01T00:00:00Z",
                        "--unsure",
                        "--json");
        assertThat(code).isZero();
        assertThat(runner.next().body())
                .isEqualTo(
                        "{\"reason\":\"no order\",\"from\":\"2026-01-01T00:00:00Z\",\"state\":\"unsure\"}");
        assertThat(out.toString()).contains("\"already\" : 1");
    }

    @Test
    void a_wish_that_is_none_is_not_sent() {
        assertThat(letters("redrive")).isEqualTo(2);
        assertThat(letters("redrive", "7", "--reason", "x")).isEqualTo(2);
        assertThat(letters("redrive", "--from", "noon")).isEqualTo(2);
        assertThat(letters("list", "--state", "gone")).isEqualTo(2);
        assertThat(letters("show", "x")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "say which: numbers of letters",
                        "--from is neither a time",
                        "waiting, unsure, redriven");
    }

    @Test
    void what_the_function_refuses_is_told_in_its_words() {
        runner.answers(400, "{\"error\":\"limit is a number from 1 to 1000\"}");
        assertThat(letters("list", "--limit", "0")).isEqualTo(2);
        runner.answers(404, "{\"error\":\"there is no dead letter 9\"}");
        assertThat(letters("show", "9")).isEqualTo(1);
        runner.answers(500, "dead-letters exited with 1\n");
        assertThat(letters("show", "9")).isEqualTo(1);
        assertThat(err.toString().lines())
                .hasSize(3)
                .startsWith("limit is a number from 1 to 1000", "there is no dead letter 9")
                .last()
                .asString()
                .endsWith("answers 500: dead-letters exited with 1");
    }

    @Test
    void no_such_function_and_no_runner_are_told_with_the_mend() throws Exception {
        runner.answers(404, "no broker or channel takes events at /x\n");
        assertThat(letters()).isEqualTo(1);
        assertThat(err.toString()).contains("no function dead-letters is at", "kn-local.yaml");
        var port = unusedPort();
        assertThat(run(List.of("dead-letters", "--port", port))).isEqualTo(3);
        assertThat(run(List.of("dead-letters", "list", "--url", "http://localhost:" + port + "/")))
                .isEqualTo(3);
        assertThat(err.toString()).contains("nobody listens at", "make run");
        assertThat(run(List.of("dead-letters", "--url", "payments"))).isEqualTo(2);
    }

    private static String unusedPort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
