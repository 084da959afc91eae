package dev.tideway.knlocal.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.activator.Refusal;
import dev.tideway.knlocal.activator.RefusedException;
import dev.tideway.knlocal.manifest.FunctionSpec.EnvValue;
import dev.tideway.knlocal.manifest.Key;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetIT {
    @TempDir Path folder;
    private FleetHarness fake = new FleetHarness(Path.of("unset"));

    @BeforeEach
    void harness() {
        fake = new FleetHarness(folder);
    }

    @AfterEach
    void nothing_is_left() {
        var pids = fake.pids();
        fake.close();
        pids.forEach(fake::awaitGone);
    }

    @Test
    void a_request_at_zero_starts_an_instance_and_is_answered_by_it() throws Exception {
        // Given
        fake.up();

        // When
        var answer = fake.get("/ready").join();

        // Then
        assertThat(answer).isEqualTo("ready");
        var snapshot = fake.await(s -> s.coldStart().isPresent());
        assertThat(snapshot.ready()).isEqualTo(1);
        assertThat(snapshot.desired()).isEqualTo(1);
    }

    @Test
    void it_scales_from_zero_to_one_to_three_and_back_to_zero() throws Exception {
        fake.up();
        for (var count : List.of(1, 3, 2, 0)) {
            // When
            fake.fleet().scaleTo(count);

            // Then
            fake.await(s -> s.ready() == count && s.members().size() == count);
            assertThat(fake.gate().snapshot().ready()).isEqualTo(count);
        }
    }

    @Test
    void an_instance_gets_the_environment_of_the_runtime_contract() throws Exception {
        // Given
        fake.env("GREETING", "hello world").env("PORT", "99").up();

        // When
        var environment = fake.get("/env").join().lines().toList();

        // Then
        var port = fake.fleet().snapshot().members().getFirst().port();
        assertThat(environment)
                .contains(
                        "PORT=" + port,
                        "HOST=127.0.0.1",
                        "K_SERVICE=fake",
                        "K_CONFIGURATION=fake",
                        "K_REVISION=fake-00001",
                        "GREETING=hello world")
                .noneMatch(line -> line.startsWith("MAVEN") || line.startsWith("SUREFIRE"));
    }

    @Test
    void another_build_is_another_revision() throws Exception {
        // Given
        fake.up();
        fake.get("/ready").join();
        fake.close();
        var other = new FleetHarness(folder).command(changed()).up();

        // When
        var environment = other.get("/env").join();

        // Then
        assertThat(environment).contains("K_REVISION=fake-00002");
        other.close();
    }

    private static List<String> changed() {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classPath = System.getProperty("java.class.path");
        return List.of(java, "-Dchanged=true", "-cp", classPath, FakeFunction.class.getName());
    }

    @Test
    void scaling_down_lets_the_request_in_flight_end() throws Exception {
        // Given
        fake.up();
        var answer = fake.get("/wait");
        awaitLog(1, "waiting");

        // When
        fake.fleet().scaleTo(0);

        // Then
        fake.await(s -> s.draining() == 1);
        fake.touch("release");
        assertThat(answer.join()).isEqualTo("released");
        fake.await(s -> s.members().isEmpty());
        assertThat(fake.log(1)).endsWith("bye\n");
    }

    @Test
    void the_instance_with_nothing_to_do_is_stopped_first() throws Exception {
        // Given
        fake.containerConcurrency(1).up();
        fake.fleet().scaleTo(2);
        fake.await(s -> s.ready() == 2);
        try (var busy = fake.lease()) {
            // When
            fake.fleet().scaleTo(1);

            // Then
            var snapshot = fake.await(s -> s.members().size() == 1);
            assertThat(snapshot.members().getFirst().name()).isEqualTo(busy.instance());
        }
    }

    @Test
    void a_function_that_exits_at_start_fails_its_requests_with_the_last_lines_of_its_log()
            throws Exception {
        // Given
        fake.touch("broken");
        fake.env("DIE_WHILE", fake.path("broken")).up();

        // When
        var refusal = refusal();

        // Then
        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.reason())
                .startsWith(
                        "function fake: instance fake-00001-1 exited with code 3 before it was ready; its log "
                                + folder.resolve("state/logs/fake/fake-00001-1.log"))
                .endsWith("no connection to the database");
    }

    @Test
    void a_function_that_keeps_failing_is_tried_again_until_it_works() throws Exception {
        // Given
        fake.touch("broken");
        fake.env("DIE_WHILE", fake.path("broken")).up();
        fake.fleet().scaleTo(1);
        awaitLog(3, "no connection");

        // When
        Files.delete(folder.resolve("broken"));

        // Then
        var snapshot = fake.await(s -> s.ready() == 1);
        assertThat(snapshot.failure()).isEmpty();
    }

    @Test
    void a_function_that_is_never_ready_is_given_up_after_the_progress_deadline() throws Exception {
        // Given
        fake.env("NEVER_READY", "1").readyWithin(Duration.ofSeconds(5)).up();

        // When
        var refusal = refusal();

        // Then
        assertThat(refusal.reason())
                .contains("was not ready after 5.0 s: GET /ready is answered with 503");
    }

    @Test
    void a_function_that_listens_elsewhere_is_told_about_port() throws Exception {
        // Given
        fake.command(List.of("sleep", "600")).readyWithin(Duration.ofSeconds(1)).up();

        // Then
        assertThat(refusal().reason()).contains("does not listen on the port that PORT names");
    }

    @Test
    void a_command_that_does_not_exist_is_named() throws Exception {
        fake.command(List.of("no-such-program")).up();

        assertThat(refusal().reason()).contains("no-such-program: not found");
    }

    @Test
    void a_missing_build_output_is_named_with_its_mend() throws Exception {
        fake.command(List.of()).up();

        var jar = folder.resolve("target/quarkus-app/quarkus-run.jar");
        assertThat(refusal().reason())
                .isEqualTo(
                        "function fake has no build output: "
                                + jar
                                + " is missing; run `make build`");
    }

    @Test
    void a_secret_that_does_not_exist_is_named_with_its_place() throws Exception {
        fake.env("DB_PASSWORD", new EnvValue.FromSecret("orders-db", "password")).up();

        assertThat(refusal().reason())
                .isEqualTo(
                        "functions/fake/func.yaml:12: function fake cannot start: DB_PASSWORD needs "
                                + "key password of Secret orders-db, which does not exist");
    }

    @Test
    void a_port_taken_meanwhile_is_not_a_failure() throws Exception {
        // Given
        fake.env("TAKEN_ONCE", fake.path("taken")).up();

        // When
        var answer = fake.get("/ready").join();

        // Then
        assertThat(answer).isEqualTo("ready");
        assertThat(fake.fleet().snapshot().failure()).isEmpty();
        assertThat(fake.log(1)).contains("Address already in use");
    }

    @Test
    void an_instance_killed_in_mid_request_is_replaced() throws Exception {
        // Given
        fake.up();
        var answer = fake.get("/wait");
        awaitLog(1, "waiting");
        var pid = fake.pids().getFirst();

        // When
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        // Then
        assertThatThrownBy(answer::join).isInstanceOf(CompletionException.class);
        await().until(() -> !fake.pids().contains(pid));
        assertThat(fake.get("/ready").join()).isEqualTo("ready");
        assertThat(fake.log(2)).contains("starting");
    }

    @Test
    void an_instance_killed_on_purpose_is_replaced_and_its_function_has_not_failed()
            throws Exception {
        // Given
        fake.up();
        fake.get("/ready").join();
        var pid = fake.pids().getFirst();

        // When
        try (var lease = fake.lease()) {
            lease.kill();
        }

        // Then
        await().pollInterval(Duration.ofMillis(5)).until(() -> !fake.pids().contains(pid));
        assertThat(fake.fleet().snapshot().failure()).isEmpty();
        assertThat(fake.get("/ready").join()).isEqualTo("ready");
    }

    @Test
    void an_instance_that_no_longer_listens_is_replaced() throws Exception {
        // Given
        fake.up();
        fake.get("/ready").join();
        var deaf = fake.fleet().snapshot().members().getFirst();
        stop(deaf.pid());

        // When
        try (var lease = fake.lease()) {
            lease.foundDead();
        }

        // Then
        assertThat(fake.get("/ready").join()).isEqualTo("ready");
        assertThat(fake.pids()).doesNotContain(deaf.pid());
    }

    @Test
    void an_instance_suspected_without_reason_stays() throws Exception {
        // Given
        fake.up();
        var pid = pidOf(fake.get("/ready").join());

        // When
        try (var lease = fake.lease()) {
            lease.foundDead();
        }

        // Then
        assertThat(fake.get("/ready").join()).isEqualTo("ready");
        assertThat(fake.pids()).containsExactly(pid);
    }

    @Test
    void a_start_that_is_called_off_leaves_nothing() throws Exception {
        // Given
        fake.env("NEVER_READY", "1").up();
        fake.fleet().scaleTo(2);
        awaitLog(2, "starting");
        var pids = fake.pids();

        // When
        fake.fleet().scaleTo(0);

        // Then
        fake.await(s -> s.members().isEmpty());
        pids.forEach(fake::awaitGone);
        assertThat(fake.fleet().snapshot().failure()).isEmpty();
    }

    @Test
    void closing_waits_for_requests_in_flight_and_leaves_nothing() throws Exception {
        // Given
        fake.up();
        var answer = fake.get("/wait");
        awaitLog(1, "waiting");
        fake.touch("release");

        // When
        fake.close();

        // Then
        assertThat(answer.join()).isEqualTo("released");
        assertThat(fake.pids()).isEmpty();
    }

    @Test
    void only_the_newest_logs_are_kept() throws Exception {
        // Given
        var logs = Files.createDirectories(folder.resolve("state/logs/fake"));
        for (var i = 1; i <= 30; i++) {
            Files.writeString(logs.resolve("fake-00001-" + i + ".log"), "old");
        }

        // When
        fake.up();
        fake.get("/ready").join();

        // Then
        await().until(() -> !Files.exists(logs.resolve("fake-00001-19.log")));
        assertThat(logs.resolve("fake-00001-31.log")).exists();
        assertThat(logs.resolve("fake-00001-21.log")).exists();
    }

    private long pidOf(String answer) {
        assertThat(answer).isEqualTo("ready");
        return fake.pids().getFirst();
    }

    private static void stop(long pid) throws Exception {
        new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor();
        var status = Path.of("/proc", Long.toString(pid), "status");
        await().until(() -> Files.readString(status).contains("State:\tT"));
    }

    private void awaitLog(int number, String text) {
        await().atMost(FleetHarness.SOON)
                .ignoreExceptions()
                .until(() -> fake.log(number).contains(text));
    }

    private Refusal refusal() {
        try {
            fake.lease().close();
            throw new AssertionError("it started");
        } catch (CompletionException e) {
            return e.getCause() instanceof RefusedException refused
                    ? refused.refusal()
                    : new Refusal.Unknown(new Key("", e.toString()));
        }
    }
}
