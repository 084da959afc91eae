package dev.tideway.knlocal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.status.StatusJson;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private FakeRunner runner;
    private Thread watching = Thread.ofVirtual().unstarted(() -> {});

    @BeforeEach
    void start() throws Exception {
        runner = new FakeRunner();
        runner.answers(200, StatusJson.write(Statuses.store()));
    }

    @AfterEach
    void stop() throws Exception {
        watching.interrupt();
        watching.join();
        runner.close();
    }

    @Test
    void in_a_pipe_each_change_is_a_line() {
        // Given
        watch(Screen.FILE);
        await().atMost(PATIENCE).until(() -> out.toString().lines().count() == 4);

        // When
        runner.answers(200, StatusJson.write(Statuses.storeLater()));

        // Then
        await().atMost(PATIENCE).until(() -> out.toString().lines().count() == 6);
        assertThat(out.toString())
                .contains("default/orders: ready, 2/1 ready")
                .doesNotContain("\u001B");
    }

    @Test
    void on_a_terminal_the_picture_is_painted_over() {
        watch(Screen.PLAIN_TERMINAL);
        await().atMost(PATIENCE).until(() -> out.toString().contains("FUNCTION"));
        runner.answers(200, StatusJson.write(Statuses.storeLater()));
        await().atMost(PATIENCE).until(() -> out.toString().contains("2/1"));
        assertThat(out.toString()).contains("\u001B[HFUNCTION").contains("\u001B[J");
    }

    @Test
    void a_runner_that_goes_and_comes_is_waited_for() {
        // Given
        watch(Screen.FILE);
        await().atMost(PATIENCE).until(() -> !out.toString().isEmpty());

        // When
        runner.answers(503, "");
        await().atMost(PATIENCE).until(() -> !err.toString().isEmpty());
        runner.answers(200, StatusJson.write(Statuses.storeLater()));

        // Then
        await().atMost(PATIENCE).until(() -> out.toString().contains("2/1"));
        assertThat(err.toString().lines()).hasSize(1);
    }

    private void watch(Screen screen) {
        var io =
                new Io(
                        new ByteArrayInputStream(new byte[0]),
                        new PrintWriter(out),
                        new PrintWriter(err),
                        screen,
                        Map.of());
        watching =
                Thread.ofVirtual()
                        .start(() ->
                                Main.run(
                                        io,
                                        "status",
                                        "--watch",
                                        "--control-port",
                                        Integer.toString(runner.port())));
    }
}
