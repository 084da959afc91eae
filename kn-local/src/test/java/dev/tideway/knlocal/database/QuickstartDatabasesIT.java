package dev.tideway.knlocal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tideway.knlocal.testing.Copy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script that PostgreSQL's image runs in the overlay quickstart, against a real PostgreSQL. Its psql is the machine's.
class QuickstartDatabasesIT {
    private static final Path SCRIPT =
            Copy.REPOSITORY.resolve("deploy/overlays/quickstart/create-databases.sh");

    /// Everything that a shell, psql or SQL could take for its own.
    private static final String ODD = "a'b\"c\\d $HOME `id` :role";

    @TempDir Path folder;
    private Path logins = Path.of("");
    private String said = "";

    @BeforeEach
    void logins() throws IOException {
        logins = Files.createDirectory(folder.resolve("logins"));
        var why = "NOT CHECKED: create-databases.sh. Install psql, PostgreSQL's client.";
        if (!hasPsql()) {
            System.err.println(why);
        }
        assumeTrue(hasPsql(), why);
    }

    @Test
    void each_context_gets_a_database_that_it_alone_may_use() throws Exception {
        // Given
        login("sales", "s3cret");
        login("inventory", ODD);
        try (var postgres = Fixture.start(folder.resolve("server"))) {
            // When
            assertThat(run(postgres)).as(said).isZero();
            // Then
            for (var it : Map.of("sales", "s3cret", "inventory", ODD).entrySet()) {
                try (var own = postgres.connect(it.getKey(), it.getKey(), it.getValue())) {
                    Fixture.run(own, "create table kept (id int)");
                }
            }
            assertThatThrownBy(() -> postgres.connect("inventory", "sales", "s3cret"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied for database \"inventory\"");
            assertThatThrownBy(() -> postgres.connect("sales", "sales", "guessed"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(said).doesNotContain("s3cret");
        }
    }

    @Test
    void what_fails_ends_the_script_and_so_the_first_start() throws Exception {
        // Given
        login("payments", "s3cret");
        login("sales", "s3cret");
        Files.delete(logins.resolve("contexts/payments/username"));
        try (var postgres = Fixture.start(folder.resolve("server"))) {
            // When
            var code = run(postgres);
            // Then
            assertThat(code).isNotZero();
            assertThat(said)
                    .contains("contexts/payments/username: No such file")
                    .doesNotContain("s3cret");
            assertThatThrownBy(() -> postgres.connect("sales", "sales", "s3cret"))
                    .isInstanceOf(SQLException.class);
        }
    }

    private void login(String context, String password) throws IOException {
        var secret = Files.createDirectories(logins.resolve("contexts").resolve(context));
        Files.writeString(secret.resolve("username"), context);
        Files.writeString(secret.resolve("password"), password);
    }

    private int run(Postgres postgres) throws IOException, InterruptedException {
        var text = Files.readString(SCRIPT).replace("/run/secrets/tideway", logins.toString());
        var process = new ProcessBuilder("/bin/sh", "-c", text).redirectErrorStream(true);
        process.environment()
                .putAll(
                        Map.of(
                                "PGHOST", Postgres.HOST,
                                "PGPORT", String.valueOf(postgres.port()),
                                "PGPASSWORD",
                                        postgres.passwords().of(Cluster.SUPERUSER).orElseThrow()));
        var started = process.start();
        said = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return started.waitFor();
    }

    private static boolean hasPsql() {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(it -> Files.isExecutable(Path.of(it, "psql")));
    }
}
