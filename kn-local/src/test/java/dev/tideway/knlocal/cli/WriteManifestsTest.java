package dev.tideway.knlocal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteManifestsTest {
    private static final String FUNC =
            """
            specVersion: 0.36.0
            name: greeter
            created: 2026-01-01T00:00:00Z
            run:
              envs:
                - {name: QUARKUS_DATASOURCE_JDBC_URL, value: '{{ secret:sales-db-app:jdbc-uri }}'}
                - {name: ANSWER, value: "on"}
            deploy:
              annotations: {division: sales}
              labels: [{key: networking.knative.dev/visibility, value: cluster-local}]
              options:
                scale: {min: 0, max: 7, metric: rps, target: 50}
                resources:
                  requests: {cpu: 100m}
                  limits: {memory: 256Mi, concurrency: 20}
              healthEndpoints: {liveness: /live}
            """;

    @TempDir Path root;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void a_repository() throws IOException {
        write(
                "kn-local.yaml",
                "manifests: [triggers]\nfunctions: [functions/*]\ndatabases: {sales-db-app: sales}\n");
        Files.createDirectory(root.resolve("triggers"));
        write("functions/greeter/func.yaml", FUNC);
    }

    @Test
    void this_repository_is_up_to_date() {
        // When
        var code = run("manifests", "--check", "--root", "..");
        // Then
        assertThat(err.toString()).as("run kn-local manifests, and commit").isEmpty();
        assertThat(code).isZero();
    }

    @Test
    void a_function_becomes_a_service() throws IOException {
        // When
        assertThat(manifests()).isZero();
        // Then
        assertThat(read("deploy/base/functions/greeter.yaml"))
                .startsWith("# Written by `kn-local manifests` from functions/greeter/func.yaml")
                .contains("kind: ServiceAccount\n")
                .contains("    division: sales\n")
                .contains("    networking.knative.dev/visibility: cluster-local\n")
                .contains("        autoscaling.knative.dev/max-scale: \"7\"\n")
                .contains("        autoscaling.knative.dev/target: \"50\"\n")
                .contains("      containerConcurrency: 20\n")
                .contains("          image: tideway/greeter:0.1.0\n")
                .contains("                  name: sales-db-app\n                  key: jdbc-uri\n")
                .as("kubectl takes on for a boolean")
                .contains("              value: \"on\"\n")
                .contains("              path: /live\n")
                .contains("              path: /health/readiness\n")
                .contains("              memory: 256Mi\n")
                .contains("            runAsNonRoot: true\n");
        assertThat(read("deploy/base/functions/kustomization.yaml"))
                .endsWith("resources:\n  - greeter.yaml\n");
    }

    @Test
    void migrations_become_a_job_and_their_sql_reaches_it_from_where_it_is() throws IOException {
        // Given
        write("functions/greeter/db/V2__b.sql", "");
        write("functions/greeter/db/V1__a.sql", "");
        // When
        assertThat(manifests()).isZero();
        // Then
        assertThat(read("functions/greeter/db/kustomization.yaml"))
                .endsWith("files:\n      - V1__a.sql\n      - V2__b.sql\n");
        assertThat(read("deploy/base/functions/greeter-migration.yaml"))
                .contains("            name: greeter-db\n")
                .contains("            - name: FLYWAY_URL\n")
                .contains("              value: flyway_greeter\n");
        assertThat(read("deploy/base/functions/kustomization.yaml"))
                .contains("  - ../../../functions/greeter/db\n");
    }

    @Test
    void images_that_are_in_no_registry_have_a_name_that_knative_does_not_look_up()
            throws IOException {
        // When
        assertThat(manifests()).isZero();
        // Then
        assertThat(read("deploy/components/local-images/kustomization.yaml"))
                .contains("newName: dev.local/tideway/greeter\n")
                .contains("    patch: |\n      - op: add\n");
    }

    @Test
    void a_folder_of_triggers_is_listed() throws IOException {
        // Given
        write("triggers/b.yaml", "");
        write("triggers/a.yaml", "");
        // When
        assertThat(manifests()).isZero();
        assertThat(manifests()).isZero();
        // Then
        assertThat(read("triggers/kustomization.yaml"))
                .endsWith("resources:\n  - a.yaml\n  - b.yaml\n");
    }

    @Test
    void what_is_stale_is_named_and_not_touched_by_a_check() throws IOException {
        // Given
        manifests();
        write("functions/greeter/func.yaml", FUNC.replace("max: 7", "max: 8"));
        write("deploy/base/functions/gone.yaml", "");
        Files.delete(root.resolve("deploy/base/functions/kustomization.yaml"));
        // When
        var code = manifests("--check");
        // Then
        assertThat(code).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString())
                .isEqualTo(
                        """
                        stale    deploy/base/functions/gone.yaml belongs to no function
                        stale    deploy/base/functions/greeter.yaml is not what its source says
                        stale    deploy/base/functions/kustomization.yaml is missing
                        run kn-local manifests, and commit what it writes
                        """);
        assertThat(read("deploy/base/functions/greeter.yaml")).contains("max-scale: \"7\"");
    }

    @Test
    void writing_puts_right_what_is_stale_and_nothing_else() throws IOException {
        // Given
        manifests();
        write("deploy/base/functions/gone.yaml", "");
        out.getBuffer().setLength(0);
        // When
        manifests();
        // Then
        assertThat(out.toString()).isEqualTo("deleted  deploy/base/functions/gone.yaml\ndone\n");
        assertThat(manifests("--check")).isZero();
    }

    @Test
    void what_differs_from_machine_to_machine_is_refused() throws IOException {
        refuses(
                FUNC.replace("'{{ secret:sales-db-app:jdbc-uri }}'", "'{{ env:URL }}'"),
                "functions/greeter/func.yaml:1: run.envs is {{ env:URL }}, which differs from machine to machine; take it from"
                        + " a Secret or a ConfigMap");
    }

    @Test
    void a_subscription_of_func_is_refused() throws IOException {
        refuses(
                FUNC + "  subscriptions: [{source: default}]\n",
                "functions/greeter/func.yaml:17: deploy.subscriptions is for func deploy alone; put a Trigger into triggers/");
    }

    @Test
    void migrations_without_a_database_are_refused() throws IOException {
        write("functions/greeter/db/V1__a.sql", "");
        refuses(
                FUNC.replace("QUARKUS_DATASOURCE_JDBC_URL", "URL"),
                "functions/greeter/func.yaml:1: run.envs has a db/, and no QUARKUS_DATASOURCE_JDBC_URL; add it to run.envs");
    }

    @Test
    void a_wrong_func_yaml_is_refused() throws IOException {
        refuses(
                FUNC.replace("max: 7", "maximum: 7"),
                "functions/greeter/func.yaml:12: deploy.options.scale.maximum is not a field here");
    }

    private void refuses(String func, String problem) throws IOException {
        write("functions/greeter/func.yaml", func);
        assertThat(manifests()).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString()).isEqualTo("problem  " + problem + "\nnothing was written\n");
        assertThat(root.resolve("deploy")).doesNotExist();
    }

    private void write(String file, String text) throws IOException {
        var path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private String read(String file) throws IOException {
        return Files.readString(root.resolve(file));
    }

    private int manifests(String... options) {
        var words = Stream.of("manifests", "--root", root.toString());
        return run(Stream.concat(words, Stream.of(options)).toArray(String[]::new));
    }

    private int run(String... arguments) {
        var io =
                new Io(
                        InputStream.nullInputStream(),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        Screen.FILE,
                        Map.of());
        return Main.run(io, arguments);
    }
}
