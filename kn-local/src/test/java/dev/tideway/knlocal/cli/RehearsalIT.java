package dev.tideway.knlocal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RehearsalIT {
    private final StringWriter err = new StringWriter();

    @Test
    void a_runners_life_is_rehearsed_to_the_end() {
        assertThat(run("train")).as(err.toString()).isZero();
    }

    @Test
    void the_commands_are_rehearsed_to_the_end() {
        assertThat(run("train", "--commands")).as(err.toString()).isZero();
    }

    @Test
    void the_rehearsal_is_nothing_for_users() {
        var out = new StringWriter();
        Main.run(io(out), "--help");
        Main.run(io(out));
        assertThat(out + "" + err)
                .contains(
                        "  status  ",
                        "Which command? up, send, status, eventtypes, sql, events, trace, dead-letters, fault, replay, reset")
                .doesNotContain("  train  ", "  play  ", ", train", ", play");
    }

    private int run(String... arguments) {
        return Main.run(io(new StringWriter()), arguments);
    }

    private Io io(StringWriter out) {
        return new Io(
                InputStream.nullInputStream(),
                new PrintWriter(out),
                new PrintWriter(err),
                Screen.FILE,
                Map.of());
    }
}
