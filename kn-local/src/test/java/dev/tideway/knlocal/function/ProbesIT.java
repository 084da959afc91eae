package dev.tideway.knlocal.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.activator.RefusedException;
import dev.tideway.knlocal.manifest.Probes;
import dev.tideway.knlocal.manifest.Probes.Ask;
import dev.tideway.knlocal.manifest.Probes.Probe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the probes of a Service's container do to its instances.
class ProbesIT {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Probe READY = Probe.aggressive(new Ask.Http("/ready"));

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
    void an_instance_that_fails_its_liveness_probe_too_often_is_replaced() throws Exception {
        // Given
        var liveness = Probe.every(SECOND, new Ask.Http("/alive"));
        fake.probes(new Probes(Optional.empty(), READY, Optional.of(liveness))).up();
        fake.get("/ready").join();
        var pid = fake.pids().getFirst();

        // When
        fake.touch("sick");

        // Then
        var ill = fake.await(s -> s.failure().isPresent());
        assertThat(ill.failure().orElseThrow().reason())
                .contains(
                        "has failed its liveness probe 3 times in a row: GET /alive is answered with 503");
        fake.awaitGone(pid);
        Files.delete(folder.resolve("sick"));
        fake.await(s -> s.ready() == 1 && s.failure().isEmpty());
    }

    @Test
    void an_instance_that_fails_its_readiness_probe_gets_nothing_until_it_is_ready_again()
            throws Exception {
        // Given
        var readiness = Probe.every(SECOND, new Ask.Http("/takes"));
        fake.probes(new Probes(Optional.empty(), readiness, Optional.empty())).up();
        fake.get("/ready").join();
        var pid = fake.pids().getFirst();

        // When
        fake.touch("busy");

        // Then
        fake.awaitRouted(0);
        Files.delete(folder.resolve("busy"));
        fake.awaitRouted(1);
        assertThat(fake.pids()).containsExactly(pid);
    }

    @Test
    void a_startup_probe_that_never_succeeds_ends_the_start_after_its_period_times_its_failures()
            throws Exception {
        // Given
        var startup =
                new Probe(new Ask.Exec(List.of("false")), Duration.ZERO, SECOND, SECOND, 1, 2);
        fake.probes(new Probes(Optional.of(startup), READY, Optional.empty())).up();

        // Then
        assertThat(refusal()).contains("was not ready after 2.0 s: the probe false ends with 1");
    }

    @Test
    void a_probe_by_command_runs_in_the_folder_with_the_environment_of_the_instance()
            throws Exception {
        // Given
        var script = "test -n \"$PORT\" && test \"$GREETING\" = hello && touch asked";
        var exec = Probe.aggressive(new Ask.Exec(List.of("sh", "-c", script)));
        fake.env("GREETING", "hello");
        fake.probes(
                new Probes(
                        Optional.of(Probe.every(SECOND, new Ask.Tcp())), exec, Optional.empty()));

        // When
        fake.up();

        // Then
        assertThat(fake.get("/ready").join()).isEqualTo("ready");
        assertThat(folder.resolve("asked")).exists();
    }

    @Test
    void a_probe_by_connection_is_content_with_an_open_port() throws Exception {
        // Given
        fake.env("NEVER_READY", "1");
        fake.probes(
                new Probes(Optional.empty(), Probe.aggressive(new Ask.Tcp()), Optional.empty()));

        // When
        fake.up();

        // Then
        fake.lease().close();
    }

    private String refusal() {
        try {
            fake.lease().close();
            throw new AssertionError("it started");
        } catch (CompletionException e) {
            return e.getCause() instanceof RefusedException refused
                    ? refused.refusal().reason()
                    : e.toString();
        }
    }
}
