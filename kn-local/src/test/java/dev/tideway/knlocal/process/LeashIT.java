package dev.tideway.knlocal.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.process.Launch.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LeashIT {
    private static final Duration GRACE = Duration.ofMinutes(1);

    @TempDir Path folder;
    private final List<ChildProcess> started = new ArrayList<>();

    /// The ways to leash a child that this machine can show.
    enum Kind {
        ALL_TOOLS,
        WITHOUT_SETPRIV,
        PERL_FOR_SETSID;

        Tools tools() throws LaunchException {
            return switch (this) {
                case ALL_TOOLS -> Tools.onThisMachine();
                case WITHOUT_SETPRIV -> Tools.portable();
                case PERL_FOR_SETSID -> new Tools(Tools.perl().orElseThrow(), Optional.empty());
            };
        }
    }

    @AfterEach
    void end() {
        started.forEach(ChildProcess::close);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_child_and_its_own_children_die_with_a_killed_jvm(Kind kind) throws Exception {
        // Given
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var jvm =
                new ProcessBuilder(
                                java,
                                "-cp",
                                System.getProperty("java.class.path"),
                                OrphanMaker.class.getName(),
                                kind.name(),
                                folder.toString())
                        .inheritIO()
                        .start();
        var child = pidIn("child");
        var grandchild = pidIn("grandchild");

        // When
        jvm.destroyForcibly();

        // Then
        await().atMost(GRACE).until(() -> gone(child) && gone(grandchild));
        await().atMost(GRACE).until(() -> watchers(child).isEmpty());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void nothing_is_left_when_the_child_ends_by_itself(Kind kind) throws Exception {
        // When
        var child = start(kind, sh("sleep 600 & echo $! > grandchild; exit 7"));

        // Then
        assertThat(child.exited().join()).isEqualTo(7);
        var grandchild = pidIn("grandchild");
        await().atMost(GRACE).until(() -> gone(grandchild) && watchers(child.pid()).isEmpty());
    }

    @Test
    void stop_lets_the_child_end_in_its_own_way() throws Exception {
        // Given
        var child =
                start(
                        Kind.ALL_TOOLS,
                        sh("trap 'exit 3' TERM; echo up; while :; do sleep 0.05; done"));
        awaitOutput("up");

        // When
        var exit = child.stop(GRACE);

        // Then
        assertThat(exit).isEqualTo(3);
        assertThat(child.alive()).isFalse();
    }

    @Test
    void stop_kills_a_child_that_does_not_listen_and_its_children() throws Exception {
        // Given
        var script = "trap '' TERM; sleep 600 & echo $! > grandchild; echo up; wait; wait";
        var child = start(Kind.ALL_TOOLS, sh(script));
        awaitOutput("up");
        var grandchild = pidIn("grandchild");

        // When
        var exit = child.stop(Duration.ofMillis(100));

        // Then
        assertThat(exit).isEqualTo(128 + 9);
        await().atMost(GRACE).until(() -> gone(grandchild));
    }

    @Test
    void an_orphan_is_asked_with_the_signal_of_its_choice() throws Exception {
        // Given
        var script = "trap 'echo quitting; exit' QUIT; echo up; while :; do sleep 0.05; done";
        var child = start(Kind.WITHOUT_SETPRIV, sh(script).whenOrphaned(Signal.QUIT));
        awaitOutput("up");

        // When
        child.letGo();

        // Then
        awaitOutput("quitting");
        assertThat(child.exited().join()).isZero();
    }

    @Test
    void a_child_sees_its_environment_and_nothing_of_ours() throws Exception {
        // When
        var child = start(Kind.ALL_TOOLS, launch(List.of("/usr/bin/env")));
        child.exited().join();

        // Then
        var seen = Files.readAllLines(folder.resolve("log"));
        assertThat(seen).contains("PATH=/usr/bin:/bin", "GREETING=hello");
        assertThat(seen).allMatch(line -> line.matches("(PATH|GREETING|PWD|OLDPWD|SHLVL|_)=.*"));
    }

    @Test
    void a_child_has_an_empty_standard_input() throws Exception {
        // When
        var child = start(Kind.ALL_TOOLS, launch(List.of("cat")));

        // Then
        assertThat(child.exited().join()).isZero();
    }

    @Test
    void arguments_arrive_as_they_are() throws Exception {
        // When
        var child =
                start(
                        Kind.ALL_TOOLS,
                        launch(List.of("printf", "%s\\n", "a b", "$HOME", "'\"*", "")));
        child.exited().join();

        // Then
        assertThat(folder.resolve("log")).hasContent("a b\n$HOME\n'\"*\n\n");
    }

    @Test
    void the_child_leads_a_group_of_its_own_so_that_ctrl_c_passes_it_by() throws Exception {
        // When
        var child = start(Kind.ALL_TOOLS, launch(List.of("sleep", "600")));

        // Then
        await().atMost(GRACE).until(() -> stat(child.pid(), 5).equals(Long.toString(child.pid())));
    }

    @Test
    void background_work_is_nice() throws Exception {
        // When
        var child = start(Kind.ALL_TOOLS, launch(List.of("sleep", "600")).inBackground());

        // Then
        var own = Integer.parseInt(stat(ProcessHandle.current().pid(), 19));
        var expected = Integer.toString(Math.min(19, own + 15));
        await().atMost(GRACE).until(() -> stat(child.pid(), 19).equals(expected));
        var autogroup = Path.of("/proc", Long.toString(child.pid()), "autogroup");
        if (Files.exists(autogroup)) {
            assertThat(autogroup).content().endsWith("nice 15\n");
        }
    }

    @Test
    void usage_is_known_while_it_runs() throws Exception {
        // Given
        var child = start(Kind.ALL_TOOLS, launch(List.of("sleep", "600")));

        // Then: the command's own memory, once it has taken the place of what started it
        await().atMost(GRACE)
                .untilAsserted(() ->
                        assertThat(child.usage().orElseThrow().residentBytes())
                                .isBetween(10_000L, 100_000_000L));

        // And
        child.kill();
        assertThat(child.usage()).isEmpty();
    }

    @Test
    void a_command_that_does_not_exist_says_so_in_its_output() throws Exception {
        // When
        var child = start(Kind.ALL_TOOLS, launch(List.of("no-such-program")));

        // Then
        assertThat(child.exited().join()).isEqualTo(127);
        assertThat(folder.resolve("log")).content().contains("no-such-program: not found");
    }

    @Test
    void a_missing_folder_is_refused_by_name() {
        var nowhere = folder.resolve("nowhere");
        var launch = Launch.of(List.of("true"), nowhere, Map.of(), folder.resolve("log"));

        assertThatThrownBy(() -> Leash.onThisMachine().start(launch))
                .isInstanceOf(LaunchException.class)
                .hasMessage("cannot start true: no such folder: " + nowhere);
    }

    private Launch sh(String script) {
        return launch(List.of("/bin/sh", "-c", script));
    }

    private Launch launch(List<String> command) {
        var environment = Map.of("PATH", "/usr/bin:/bin", "GREETING", "hello");
        return Launch.of(command, folder, environment, folder.resolve("log"));
    }

    private ChildProcess start(Kind kind, Launch launch) throws LaunchException {
        var child = new Leash(kind.tools()).start(launch);
        started.add(child);
        return child;
    }

    private void awaitOutput(String line) {
        await().atMost(GRACE)
                .ignoreExceptions()
                .until(() -> Files.readAllLines(folder.resolve("log")).contains(line));
    }

    private long pidIn(String file) {
        return await().atMost(GRACE)
                .ignoreExceptions()
                .until(
                        () -> Long.parseLong(Files.readString(folder.resolve(file)).strip()),
                        pid -> pid > 0);
    }

    private static boolean gone(long pid) {
        return ProcessHandle.of(pid).isEmpty() || stat(pid, 3).equals("Z");
    }

    /// Living members of the child's process group.
    private static List<Long> watchers(long group) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> stat(pid, 5).equals(Long.toString(group)) && !gone(pid))
                .toList();
    }

    /// A field of `/proc/<pid>/stat`, counted from 1 as in proc(5); empty when the process is gone.
    private static String stat(long pid, int field) {
        try {
            var line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            var afterName = line.substring(line.lastIndexOf(')') + 2);
            return Arrays.asList(afterName.split(" ")).get(field - 3);
        } catch (IOException gone) {
            return "";
        }
    }
}
