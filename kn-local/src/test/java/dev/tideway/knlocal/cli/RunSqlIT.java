package dev.tideway.knlocal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.database.Databases;
import dev.tideway.knlocal.database.Postgres;
import dev.tideway.knlocal.process.Leash;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is typed, what is printed, and the exit codes; the session itself has tests of its own.
@DisplayName("kn-local sql")
class RunSqlIT {
    private static final Map<String, String> SCHEMAS =
            Map.of("catalogue-db-app", "catalogue", "sales-db-app", "sales");

    @TempDir Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String input = "";

    @BeforeEach
    void write() throws Exception {
        settings("catalogue-db-app: catalogue, sales-db-app: sales");
    }

    private void settings(String databases) throws Exception {
        Files.createDirectories(folder.resolve("manifests"));
        Files.writeString(
                folder.resolve("kn-local.yaml"),
                "manifests: [manifests]\nfunctions: []\ndatabases: {" + databases + "}\n");
    }

    @Test
    void rows_come_as_a_table_and_changes_as_their_number() throws Exception {
        // Given
        var script = folder.resolve("a.sql");
        Files.writeString(
                script,
                "create table t (n int, s text);\ninsert into t values (1, 'one'), (2, null);");
        try (var _ = server()) {
            // When
            assertThat(run("--secret", "catalogue-db-app", script.toString())).isZero();
            input = "update t set s = 'ONE' where n = 1; select n, s from t order by n";
            assertThat(run("--secret", "catalogue-db-app")).isZero();
            // Then
            assertThat(out.toString().lines().map(it -> it.strip().replaceAll(" +", " ")))
                    .endsWith("2 rows", "1 row", "n s", "1 ONE", "2 -");
            assertThat(err.toString()).isEmpty();
        }
    }

    @Test
    void the_only_database_need_not_be_named() throws Exception {
        try (var _ = server()) {
            settings("catalogue-db-app: catalogue");
            assertThat(run("-e", "select current_user as me")).isZero();
            assertThat(out.toString()).contains("catalogue");
        }
    }

    @Test
    void what_the_database_refuses_is_said_with_its_place_and_is_a_failure() throws Exception {
        // Given
        var script = Files.writeString(folder.resolve("a.sql"), "select 1;\n\nselect nope;\n");
        try (var _ = server()) {
            // Then
            failure(script + ":3: column \"nope\" does not exist", script.toString());
            failure("-e:1: column \"nope\" does not exist", "-e", "select nope");
            input = "select 1;\nselect nope";
            failure("standard input:2: column \"nope\" does not exist");
        }
    }

    @Test
    void without_a_runner_it_says_what_to_do() {
        expect(3, "start the runner (make run)", "--secret", "sales-db-app", "-e", "select 1");
    }

    @Test
    void a_script_that_is_not_there_is_a_failure() {
        failure("nowhere.sql cannot be read", "nowhere.sql");
    }

    @Test
    void what_is_typed_wrong_is_a_misuse() throws Exception {
        misuse("say which: --secret, one of [catalogue-db-app, sales-db-app]", "-e", "select 1");
        misuse(
                "--secret is sale, and kn-local.yaml has [catalogue-db-app, sales-db-app]",
                "--secret",
                "sale",
                "-e",
                "select 1");
        misuse("give FILE or -e, not both", "--secret", "sales-db-app", "a.sql", "-e", "select 1");
        misuse("Unknown option", "--secrets", "x");
        Files.writeString(folder.resolve("kn-local.yaml"), "databases: [1]\n");
        misuse("kn-local.yaml", "-e", "select 1");
    }

    private Postgres server() throws Exception {
        var postgres =
                Postgres.start(
                        folder.resolve(".kn-local/postgres"),
                        Leash.onThisMachine(),
                        Postgres.ANY_PORT);
        Databases.prepare(postgres, SCHEMAS);
        return postgres;
    }

    private void failure(String why, String... arguments) {
        var all = new ArrayList<>(List.of("--secret", "catalogue-db-app"));
        all.addAll(List.of(arguments));
        expect(1, why, all.toArray(String[]::new));
        assertThat(err.toString().lines()).hasSize(1);
    }

    private void misuse(String why, String... arguments) {
        expect(2, why, arguments);
    }

    private void expect(int code, String why, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(run(arguments)).isEqualTo(code);
        assertThat(err.toString().lines().findFirst().orElse("")).contains(why);
    }

    private int run(String... arguments) {
        var all = new ArrayList<>(List.of("sql", "--root", folder.toString()));
        all.addAll(List.of(arguments));
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        var io = new Io(in, new PrintWriter(out), new PrintWriter(err), Screen.FILE, Map.of());
        return Main.run(io, all.toArray(String[]::new));
    }
}
