package dev.tideway.knlocal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A user's own session, and what the roles may: against a real PostgreSQL.
class SessionIT {
    private static final Map<String, String> SCHEMAS =
            Map.of("catalogue-db", "catalogue", "sales-db", "sales");

    @TempDir Path folder;
    private Postgres postgres;

    @BeforeEach
    void start() throws Exception {
        postgres = Fixture.start(folder);
        Databases.prepare(postgres, SCHEMAS, Set.of("catalogue"));
    }

    @AfterEach
    void stop() {
        postgres.close();
    }

    private static final class Noted implements Session.Results {
        private final List<String> all = new ArrayList<>();

        @Override
        public void rows(ResultSet rows) throws SQLException {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }

        @Override
        public void changed(int rows) {
            all.add(rows + " changed");
        }
    }

    private List<String> run(String schema, String script) throws DatabaseException {
        var noted = new Noted();
        try (var session = Session.open(folder, schema)) {
            session.run("a.sql", script, noted);
        }
        return noted.all;
    }

    @Test
    void a_script_is_run_as_the_role_of_its_secret() throws Exception {
        assertThat(
                        run(
                                "catalogue",
                                "create table t (n int); insert into t values (1), (2); select current_user;"))
                .containsExactly("0 changed", "2 changed", "catalogue");
        assertThat(run("catalogue", "select n from t order by n")).containsExactly("1", "2");
        assertThatThrownBy(() -> run("sales", "select 1;\nselect * from catalogue.t"))
                .hasMessage("a.sql:2: permission denied for schema catalogue");
    }

    @Test
    void what_fails_is_said_with_its_line_and_nothing_of_the_script_stays() throws Exception {
        run("catalogue", "create table t (n int check (n > 0))");
        assertThatThrownBy(() ->
                        run("catalogue", "insert into t values (1);\n\nselect\n  nope from t"))
                .hasMessage("a.sql:4: column \"nope\" does not exist");
        assertThatThrownBy(() ->
                        run("catalogue", "insert into t values (1);\ninsert into t values (0)"))
                .hasMessageStartingWith("a.sql:2: new row for relation \"t\" violates check");
        assertThat(run("catalogue", "select count(*) from t")).containsExactly("0");
    }

    @Test
    void without_a_server_or_a_schema_it_says_what_to_do() {
        assertThatThrownBy(() -> Session.open(folder, "nobody"))
                .hasMessageContaining("there is no schema nobody");
        postgres.close();
        assertThatThrownBy(() -> Session.open(folder, "catalogue"))
                .hasMessageContaining("start the runner (make run)");
    }

    @Test
    void only_a_role_that_is_to_may_read_the_log_and_publish_its_tables() throws Exception {
        var publish = "create table t (n int); create publication p for table t;";
        run("catalogue", publish);
        assertThatThrownBy(() -> run("sales", publish))
                .hasMessageContaining("permission denied for database store");
        assertThat(readers()).containsExactly("catalogue");
        Databases.prepare(postgres, SCHEMAS, Set.of());
        assertThat(readers()).isEmpty();
    }

    private List<String> readers() throws Exception {
        try (var admin = Fixture.superuser(postgres)) {
            return Fixture.ask(
                    admin,
                    "select rolname from pg_roles where rolreplication and rolname <> 'postgres'");
        }
    }
}
