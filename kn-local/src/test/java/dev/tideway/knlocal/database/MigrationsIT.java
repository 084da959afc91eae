package dev.tideway.knlocal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationsIT {
    private static final String CREATE = "CREATE TABLE orders (id text PRIMARY KEY);\n";

    private final AtomicInteger number = new AtomicInteger();
    private Postgres postgres;
    private Databases databases;
    private Migrations migrations;
    private Path folder = Path.of("");

    @BeforeAll
    void start(@TempDir Path made) throws Exception {
        postgres = Fixture.start(made);
    }

    @AfterAll
    void stop() {
        postgres.close();
    }

    /// A schema of its own for each test.
    @BeforeEach
    void prepare(@TempDir Path functions) throws Exception {
        databases = Databases.prepare(postgres, Map.of("db", "s" + number.incrementAndGet()));
        migrations = new Migrations(databases);
        folder = Files.createDirectories(functions.resolve("orders/db"));
    }

    @Test
    void new_files_are_run_as_the_role_in_its_schema() throws Exception {
        // Given
        file("V1__orders.sql", CREATE);

        // When
        var ran = migrate();

        // Then
        assertThat(ran).isTrue();
        assertThat(
                        ask(
                                "SELECT tableowner || '.' || tablename FROM pg_tables WHERE schemaname ="
                                        + " current_schema ORDER BY 1"))
                .containsExactly(role() + ".flyway_orders", role() + ".orders");
    }

    @Test
    void nothing_is_run_when_nothing_changed() throws Exception {
        file("V1__orders.sql", CREATE);
        migrate();
        assertThat(migrate()).isFalse();
    }

    @Test
    void a_file_added_later_is_run() throws Exception {
        // Given
        file("V1__orders.sql", CREATE);
        migrate();

        // When
        file("V2__status.sql", "ALTER TABLE orders ADD status text DEFAULT 'NEW';");
        var ran = migrate();

        // Then
        assertThat(ran).isTrue();
        assertThat(ask("SELECT count(status) FROM orders")).containsExactly("0");
    }

    @Test
    void a_file_changed_after_it_ran_is_refused_each_time_until_undone() throws Exception {
        // Given
        file("V1__orders.sql", CREATE);
        migrate();

        // When
        file("V1__orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY);\n");

        // Then
        refused("V1__orders.sql was changed after it had run");
        refused("V1__orders.sql was changed after it had run");
        file("V1__orders.sql", CREATE);
        assertThat(migrate()).isFalse();
    }

    @Test
    void a_file_gone_after_it_ran_is_missed() throws Exception {
        // Given
        var gone = file("V1__orders.sql", CREATE);
        file("V2__more.sql", "CREATE TABLE more (id int);");
        migrate();

        // When
        Files.delete(gone);

        // Then
        refused("version 1 (orders) has run, but its file is gone");
    }

    @Test
    void a_file_that_fails_is_named_with_its_line_and_postgresqls_words() throws Exception {
        // Given
        file("V1__orders.sql", CREATE);
        file(
                "V2__bad.sql",
                """
                CREATE TABLE half (id int);

                ALTER TABLE ordres
                  ADD status text;
                """);

        // When, Then
        refused("V2__bad.sql:3: ERROR: relation \"ordres\" does not exist (42P01)");
        refused("V2__bad.sql:3: ERROR: relation \"ordres\" does not exist (42P01)");
        assertThat(
                        ask(
                                "SELECT to_regclass('orders')::text || coalesce(to_regclass('half')::text, '')"))
                .containsExactly("orders");
        file("V2__bad.sql", "ALTER TABLE orders ADD status text;");
        assertThat(migrate()).isTrue();
    }

    @Test
    void a_file_that_failed_outside_a_transaction_is_not_forgotten() throws Exception {
        // Given
        file("V1__orders.sql", CREATE);
        file("V2__index.sql", "CREATE INDEX CONCURRENTLY i ON orders (nothing);");

        // When, Then
        refused("V2__index.sql");
        refused("V2__index.sql");
    }

    @Test
    void a_history_changed_behind_our_back_is_noticed() throws Exception {
        // Given
        file("V1__orders.sql", CREATE);
        migrate();

        // When
        try (var admin = databases.admin()) {
            Fixture.run(
                    admin,
                    "DROP TABLE %1$s.orders; DROP TABLE %1$s.flyway_orders".formatted(role()));
        }

        // Then
        assertThat(migrate()).isTrue();
        assertThat(ask("SELECT count(*) FROM orders")).containsExactly("0");
    }

    @Test
    void two_functions_share_a_schema_each_with_its_own_history() throws Exception {
        // Given
        file("V1__orders.sql", CREATE);
        var view = Files.createDirectories(folder.resolveSibling("view-db"));
        Files.writeString(view.resolve("V1__view.sql"), "CREATE TABLE seen (id text);");

        // When
        migrate();
        migrations.migrate("order-view", view, "db");

        // Then
        assertThat(ask("SELECT script FROM flyway_orders WHERE type = 'SQL'"))
                .containsExactly("V1__orders.sql");
        assertThat(ask("SELECT script FROM flyway_order_view WHERE type = 'SQL'"))
                .containsExactly("V1__view.sql");
        assertThat(migrate()).isFalse();
        assertThat(migrations.migrate("order-view", view, "db")).isFalse();
    }

    @Test
    void a_file_that_is_not_named_as_a_migration_is_refused() throws Exception {
        file("V1_orders.sql", CREATE);
        refused("V1_orders.sql");
    }

    @Test
    void a_function_without_a_folder_has_nothing_to_migrate() throws Exception {
        assertThat(migrations.migrate("orders", folder.resolve("none"), "db")).isFalse();
    }

    private boolean migrate() throws DatabaseException {
        return migrations.migrate("orders", folder, "db");
    }

    private void refused(String why) {
        assertThatThrownBy(this::migrate)
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith(folder.toString())
                .hasMessageContaining(why)
                .message()
                .hasLineCount(1);
    }

    private Path file(String name, String sql) throws Exception {
        return Files.writeString(folder.resolve(name), sql);
    }

    private String role() throws DatabaseException {
        return databases.login("db").role();
    }

    private List<String> ask(String sql) throws Exception {
        try (var connection =
                DriverManager.getConnection(databases.secret("db").getOrDefault("jdbc-uri", ""))) {
            return Fixture.ask(connection, sql);
        }
    }
}
