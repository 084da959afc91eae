package dev.tideway.knlocal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.status.ReplayJson;
import dev.tideway.knlocal.status.ReplayStatus;
import dev.tideway.knlocal.status.ReplayStatus.Match;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayEventsIT {
    private static final String TIME = "2026-03-02T09:30:00Z";

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

    private int replay(String... arguments) {
        var all = new ArrayList<>(List.of("replay", "--control-port", "" + runner.port()));
        all.addAll(List.of(arguments));
        var io =
                new Io(
                        InputStream.nullInputStream(),
                        new PrintWriter(out),
                        new PrintWriter(err),
                        Screen.FILE,
                        Map.of());
        return Main.run(io, all.toArray(String[]::new));
    }

    private static String status(long failed) {
        return ReplayJson.write(
                new ReplayStatus(
                        "r1",
                        "default/a",
                        false,
                        "DONE",
                        "",
                        5,
                        5,
                        3,
                        3 - failed,
                        failed,
                        List.of(),
                        false));
    }

    @Test
    void a_replay_that_succeeds_says_how_many() {
        runner.answers(200, status(0));
        assertThat(replay("--trigger", "a", "--from", TIME)).isZero();
        var asked = runner.next();
        assertThat(asked.path()).isEqualTo("/api/replay");
        assertThat(asked.body())
                .isEqualTo("{\"trigger\":\"a\",\"from\":\"%s\",\"dryRun\":false}".formatted(TIME));
        assertThat(out.toString().strip())
                .isEqualTo(
                        "5 events in the range, trigger default/a wants 3: 3 delivered, 0 failed (replay r1)");
    }

    @Test
    void one_of_which_some_failed_exits_with_1() {
        runner.answers(200, status(1));
        assertThat(replay("--trigger", "a", "--from", "10m", "--to", "-5m")).isEqualTo(1);
        assertThat(out.toString()).contains("2 delivered, 1 failed", "kn-local trace");
    }

    @Test
    void one_that_is_stopped_says_how_far_it_came() {
        runner.answers(
                200,
                ReplayJson.write(
                        new ReplayStatus(
                                "r1",
                                "default/a",
                                false,
                                "STOPPED",
                                "",
                                9,
                                5,
                                3,
                                1,
                                0,
                                List.of(),
                                false)));
        assertThat(replay("--stop", "r1")).isZero();
        var asked = runner.next();
        assertThat(asked.path()).isEqualTo("/api/replay/stop");
        assertThat(asked.body()).isEqualTo("{\"id\":\"r1\"}");
        assertThat(out.toString())
                .contains(
                        "it was stopped: 5 of 9 places of the log read, 2 events that it had begun with not delivered");
        misuse("--stop stands alone", "--stop", "r1", "--trigger", "a");
        runner.answers(400, "no replay r2 is known here (any more)\n");
        misuse("no replay r2 is known here", "--stop", "r2");
    }

    @Test
    void a_dry_run_lists_them() {
        var match = new Match(3, 12, "e1", "/s", "t.v1", "o-1");
        runner.answers(
                200,
                ReplayJson.write(
                        new ReplayStatus(
                                "r1",
                                "default/a",
                                true,
                                "DONE",
                                "",
                                5,
                                5,
                                2,
                                0,
                                0,
                                List.of(match),
                                true)));
        assertThat(replay("--trigger", "a", "--partition", "3", "--dry-run")).isZero();
        assertThat(runner.next().body())
                .isEqualTo("{\"trigger\":\"a\",\"partition\":3,\"fromOffset\":0,\"dryRun\":true}");
        assertThat(out.toString().lines())
                .containsExactly(
                        "partition 3 offset 12  t.v1  e1  from /s  about o-1",
                        "… and 1 more",
                        "5 events in the range, trigger default/a would get 2; nothing was delivered");
    }

    @Test
    void what_came_of_it_can_be_had_as_json() {
        runner.answers(200, status(0));
        assertThat(replay("--trigger", "a", "--from", TIME, "--json")).isZero();
        assertThat(ReplayJson.read(out.toString()).delivered()).isEqualTo(3);
    }

    @Test
    void what_is_wrong_is_said_in_one_line() {
        misuse("--from (and --to), or --partition", "--trigger", "a");
        misuse("not before --to", "--trigger", "a", "--from", TIME, "--to", TIME);
        misuse("--from is neither a time", "--trigger", "a", "--from", "soon");
        misuse("--partition is missing", "--trigger", "a", "--to-offset", "3");
        misuse("--partition", "--trigger", "a", "--from", TIME, "--partition", "3");
        misuse("--trigger", "--from", TIME);
        runner.answers(400, "no trigger a; there is default/orders\n");
        misuse("no trigger a; there is default/orders", "--trigger", "a", "--from", TIME);
    }

    private void misuse(String why, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(replay(arguments)).isEqualTo(2);
        assertThat(err.toString().lines().findFirst().orElse("")).contains(why);
    }
}
