package dev.tideway.knlocal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// This repository, whose functions are compiled, as the commands see it that compare and write.
class DomainCommandsIT {
    private static final String NOTHING = "{\"eventTypes\": [], \"events\": []}";
    private static final String RUMOUR =
            """
            {"eventTypes": [{"namespace": "default", "name": "et", "type": "shop.rumour.v1", "source": "/street",
              "reference": "broker:default", "since": "2026-03-02T09:30:00Z"}], "events": []}
            """;

    @TempDir Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void the_triggers_of_this_repository_bring_what_its_methods_take() {
        assertThat(run("triggers", "--root", "..")).as(out + "" + err).isZero();
        assertThat(out.toString()).endsWith("every method has what it takes: nothing to do\n");
    }

    @Test
    void the_policies_of_this_repository_are_up_to_date() {
        assertThat(run("policies", "--check", "--root", ".."))
                .as("run kn-local policies, and commit: " + err)
                .isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void a_function_that_is_not_compiled_is_said() throws IOException {
        // Given
        project();
        // Then
        assertThat(run("triggers", "--root", folder.toString())).isEqualTo(ExitCodes.FAILED);
        assertThat(run("policies", "--root", folder.toString())).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString())
                .contains(
                        "function shop is not compiled: what it takes is not known; make build",
                        "function shop is not compiled: what it emits is not known; make build",
                        "nothing was written");
    }

    @Test
    void a_domain_that_cannot_be_read_is_left_alone() throws IOException {
        // Given
        project();
        Files.writeString(folder.resolve("triggers/shop.yaml"), "kind: Trigger\n");
        // Then
        assertThat(run("triggers", "--write", "--root", folder.toString()))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString())
                .contains("problem  triggers/shop.yaml", "the domain cannot be read as a whole");
    }

    @Test
    void what_is_never_observed_is_no_failure_and_what_nobody_declares_is() throws IOException {
        try (var runner = new FakeRunner()) {
            var port = "--control-port=" + runner.port();
            // When
            runner.answers(200, NOTHING);
            // Then
            assertThat(run("drift", "--root", "..", port)).as(err.toString()).isZero();
            assertThat(out.toString())
                    .contains(" were not observed yet: rare, or to be taken out")
                    .doesNotContain("undeclared: ")
                    .contains("nothing is undeclared");
            // When
            runner.answers(200, RUMOUR);
            // Then
            assertThat(run("drift", "--root", "..", port)).isEqualTo(ExitCodes.FAILED);
            assertThat(out.toString())
                    .contains("undeclared: shop.rumour.v1 was observed, and is declared nowhere")
                    .contains("mend: write events/shop.rumour.v1.schema.json");
        }
    }

    @Test
    void without_a_runner_there_is_no_drift_to_see() throws IOException {
        int nobody;
        try (var runner = new FakeRunner()) {
            nobody = runner.port();
        }
        assertThat(run("drift", "--root", "..", "--control-port=" + nobody))
                .isEqualTo(ExitCodes.NO_RUNNER);
    }

    @Test
    void a_cluster_is_asked_through_kubectl() throws IOException {
        // Given
        var kubectl = folder.resolve("kubectl");
        Files.writeString(
                kubectl,
                """
                #!/bin/sh
                test "$*" = "--context kind get eventtypes.eventing.knative.dev,triggers.eventing.knative.dev -A -o json" || exit 1
                /bin/cat <<END
                {"items": [
                  {"kind": "EventType", "spec": {"type": "shop.rumour.v1", "source": "/street"}},
                  {"kind": "Trigger", "spec": {"filters": [{"any": [{"exact": {"type": "shop.opened.v1"}}]}],
                    "subscriber": {"ref": {"kind": "Service", "name": "orders"}}}},
                  {"kind": "Trigger", "spec": {"filter": {"attributes": {"type": "shop.alien.v1"}},
                    "subscriber": {"ref": {"kind": "Service", "name": "of-others"}}}}]}
                END
                """);
        assertThat(kubectl.toFile().setExecutable(true)).isTrue();
        // Then
        assertThat(run("drift", "--root", "..", "--cluster", "--context", "kind"))
                .as(err.toString())
                .isEqualTo(ExitCodes.FAILED);
        assertThat(out.toString())
                .contains("shop.rumour.v1 was observed, and is declared nowhere")
                .contains("orders is to get shop.opened.v1, and has no method for it")
                .doesNotContain("shop.alien.v1");
    }

    private void project() throws IOException {
        Files.writeString(
                folder.resolve("kn-local.yaml"),
                "manifests: [triggers]\nfunctions: [functions/*]\n");
        Files.createDirectories(folder.resolve("triggers"));
        Files.createDirectories(folder.resolve("functions/shop"));
        Files.writeString(
                folder.resolve("functions/shop/func.yaml"),
                "specVersion: 0.36.0\nname: shop\ncreated: 2026-01-01T00:00:00Z\n");
    }

    private int run(String... arguments) {
        return Main.run(
                new Io(
                        InputStream.nullInputStream(),
                        new PrintWriter(out),
                        new PrintWriter(err),
                        Screen.FILE,
                        Map.of("PATH", folder.toString())),
                arguments);
    }
}
