package dev.tideway.knlocal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.fault.Fault.Kind;
import dev.tideway.knlocal.status.FaultOrders;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `kn-local fault`, and what it asks of the runner.
class FaultCommandIT {
    private static final String SET =
            """
            {"faults": [{"number": 3, "function": "default/payments", "kind": "fail", "status": 503, "percent": 30,
                         "count": 5, "seed": 7, "struck": 2, "says": "answers 503, 30 % of the time"}]}
            """;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private FakeRunner runner;

    @BeforeEach
    void start() throws Exception {
        runner = new FakeRunner();
        runner.answers(200, SET);
    }

    @AfterEach
    void stop() {
        runner.close();
    }

    private int fault(String line) {
        var words = new ArrayList<>(List.of("fault"));
        words.addAll(List.of(line.split(" ")));
        words.addAll(List.of("--control-port", "" + runner.port()));
        return run(words.toArray(String[]::new));
    }

    private int run(String... words) {
        var io =
                new Io(
                        InputStream.nullInputStream(),
                        new PrintWriter(out),
                        new PrintWriter(err),
                        Screen.FILE,
                        Map.of());
        return Main.run(io, words);
    }

    private FaultOrders.Wanted wanted(String line) {
        assertThat(fault("add --function payments " + line)).as(err.toString()).isZero();
        var received = runner.next();
        assertThat(received.path()).isEqualTo("/api/faults");
        assertThat(received.headers()).containsEntry("content-type", "application/json");
        return FaultOrders.wanted(received.body());
    }

    @Test
    void what_is_typed_is_asked_for() {
        var fail = wanted("--fail 30% --status 500 --count 2 --type a.v1 --seed 9");
        assertThat(fail.function()).isEqualTo("payments");
        assertThat(fail.fault().kind()).isEqualTo(new Kind.Fail(500));
        assertThat(fail.fault().percent()).isEqualTo(30);
        assertThat(fail.fault().count()).hasValue(2);
        assertThat(fail.fault().type()).contains("a.v1");
        assertThat(fail.fault().seed()).isEqualTo(9);
        assertThat(out.toString().strip())
                .isEqualTo(
                        "fault 3: default/payments answers 503, 30 % of the time; kn-local fault clear 3 ends it");
    }

    @Test
    void each_kind_may_strike_always_or_so_often() {
        assertThat(wanted("--fail").fault().kind()).isEqualTo(new Kind.Fail(503));
        assertThat(wanted("--fail").fault().percent()).isEqualTo(100);
        var delay = wanted("--delay 2s --percent 10").fault();
        assertThat(delay.kind()).isEqualTo(new Kind.Delay(Duration.ofSeconds(2)));
        assertThat(delay.percent()).isEqualTo(10);
        assertThat(wanted("--delay 300ms").fault().kind())
                .isEqualTo(new Kind.Delay(Duration.ofMillis(300)));
        assertThat(wanted("--crash").fault().kind()).isEqualTo(new Kind.Crash());
        assertThat(wanted("--duplicate 5%").fault().kind()).isEqualTo(new Kind.Duplicate());
        assertThat(wanted("--drop-reply --percent 5%").fault().kind())
                .isEqualTo(new Kind.DropReply());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "add --function f | which fault? --fail, --delay 2s, --crash, --duplicate or --drop-reply",
                "add --function f --fail --crash | one fault at a time, not --fail and --crash: add one after the other",
                "add --function f --crash 130% | 130 % is not 1 % to 100 %",
                "add --function f --crash some | \"some\" is no percentage such as 30%",
                "add --function f --crash 1% --percent 2% | how often, 1% or --percent 2%? Say it once",
                "add --function f --delay 0s | the delay is 0 ms, not 1 ms to 1 h",
                "add --function f --delay soon | --delay is no time such as 300ms, 2s or 1m: soon",
                "add --function f --crash --status 500 | --status goes with --fail",
                "add --function f --fail --status 200 | the status is 200, not 300 to 599",
                "clear 1 --function f | a fault's number, or --function; not both"
            })
    void what_cannot_be_is_said_in_one_line(String line, String why) {
        assertThat(fault(line)).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString().strip()).isEqualTo(why);
    }

    @Test
    void what_the_runner_has_against_it_is_said() {
        runner.answers(400, "no function f; there are default/payments\n");
        assertThat(fault("add --function f --crash")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString().strip()).isEqualTo("no function f; there are default/payments");
    }

    @Test
    void those_that_are_set_are_listed() {
        assertThat(fault("list")).isZero();
        assertThat(runner.next().path()).isEqualTo("/api/faults");
        assertThat(out.toString().lines().map(line -> line.replaceAll(" {2,}", "|")))
                .containsExactly(
                        "FAULT|FUNCTION|ON PURPOSE|STRUCK|LEFT|SEED",
                        "3|payments|answers 503, 30 % of the time|2|3|7");
        runner.answers(200, "{\"faults\": []}");
        assertThat(fault("list")).isZero();
        assertThat(out.toString()).endsWith("no fault is set" + System.lineSeparator());
    }

    @Test
    void all_those_of_a_function_or_one_are_cleared() {
        runner.answers(200, "{\"cleared\": 2}");
        assertThat(fault("clear --function payments")).isZero();
        assertThat(runner.next().body()).isEqualTo("{\"function\":\"payments\"}");
        assertThat(out.toString().strip()).isEqualTo("2 faults are cleared");
        assertThat(fault("clear 3")).isZero();
        var received = runner.next();
        assertThat(received.path()).isEqualTo("/api/faults/clear");
        assertThat(received.body()).isEqualTo("{\"number\":3}");
    }

    @Test
    void its_help_has_examples_and_alone_it_asks_which() {
        assertThat(run("fault", "add", "--help")).isZero();
        assertThat(out.toString())
                .contains("kn-local fault add --function payments --fail 30% --status 503");
        assertThat(run("fault")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).startsWith("Which command? add, list, clear");
    }
}
