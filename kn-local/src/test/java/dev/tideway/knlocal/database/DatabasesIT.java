package dev.tideway.knlocal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabasesIT {
    private static final Map<String, String> SCHEMAS =
            Map.of("sales-db", "sales", "inventory-db", "inventory");
    private static final String PERMISSION_DENIED = "42501";

    private Path folder = Path.of("");
    private Postgres postgres;

    @BeforeAll
    void start(@TempDir Path made) throws Exception {
        folder = made;
        postgres = Fixture.start(folder);
    }

    @AfterAll
    void stop() {
        postgres.close();
    }

    @Test
    void a_secret_has_the_keys_of_cloudnativepg() throws Exception {
        // When
        var secret = Databases.prepare(postgres, SCHEMAS).secret("sales-db");

        // Then
        var password = secret.getOrDefault("password", "");
        var port = Integer.toString(postgres.port());
        assertThat(password).matches("[A-Za-z0-9]{32}");
        assertThat(secret)
                .containsEntry("username", "sales")
                .containsEntry("user", "sales")
                .containsEntry("host", "127.0.0.1")
                .containsEntry("port", port)
                .containsEntry("dbname", "store")
                .containsEntry(
                        "uri", "postgresql://sales:" + password + "@127.0.0.1:" + port + "/store")
                .containsEntry(
                        "jdbc-uri",
                        "jdbc:postgresql://127.0.0.1:"
                                + port
                                + "/store?password="
                                + password
                                + "&user=sales")
                .containsEntry("pgpass", "127.0.0.1:" + port + ":store:sales:" + password + "\n");
    }

    @Test
    void a_password_is_kept_hashed_in_a_single_round_for_quick_logins() throws Exception {
        Databases.prepare(postgres, SCHEMAS);

        try (var admin = postgres.connect("store", "postgres", adminPassword());
                var statement = admin.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT rolpassword FROM pg_authid WHERE rolname = 'sales'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).startsWith("SCRAM-SHA-256$1:");
        }
    }

    private String adminPassword() {
        return postgres.passwords().of("postgres").orElseThrow();
    }

    @Test
    void a_role_works_in_its_own_schema_without_naming_it() throws Exception {
        var databases = Databases.prepare(postgres, SCHEMAS);
        try (var sales = as(databases, "sales-db")) {
            Fixture.run(sales, "CREATE TABLE invoices AS SELECT 1 AS id");
            assertThat(Fixture.ask(sales, "SELECT id FROM sales.invoices")).containsExactly("1");
            assertThat(Fixture.ask(sales, "SHOW search_path")).containsExactly("sales");
        }
    }

    @Test
    void a_role_cannot_read_another_schema() throws Exception {
        // Given
        var databases = Databases.prepare(postgres, SCHEMAS);
        try (var inventory = as(databases, "inventory-db")) {
            Fixture.run(inventory, "CREATE TABLE stock AS SELECT 'anvil' AS sku");
        }

        // When, Then
        try (var sales = as(databases, "sales-db")) {
            refused(sales, "SELECT * FROM inventory.stock");
            refused(sales, "CREATE TABLE inventory.mine (id int)");
        }
    }

    @Test
    void a_role_may_do_nothing_elsewhere() throws Exception {
        var databases = Databases.prepare(postgres, SCHEMAS);
        try (var sales = as(databases, "sales-db")) {
            refused(sales, "CREATE TABLE public.mine (id int)");
            refused(sales, "CREATE SCHEMA mine");
            refused(sales, "CREATE ROLE mine");
            refused(sales, "SELECT * FROM pg_authid");
            refused(sales, "SET ROLE inventory");
        }
        var password = databases.secret("sales-db").getOrDefault("password", "");
        assertThatThrownBy(() -> postgres.connect("postgres", "sales", password))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied for database");
    }

    @Test
    void passwords_last_over_a_restart_and_data_with_them(@TempDir Path own) throws Exception {
        // Given
        String password;
        try (var first = Fixture.start(own)) {
            var databases = Databases.prepare(first, SCHEMAS);
            password = databases.secret("sales-db").getOrDefault("password", "");
            try (var sales = as(databases, "sales-db")) {
                Fixture.run(sales, "CREATE TABLE kept AS SELECT 'a row' AS what");
            }
        }

        // When
        try (var second = Fixture.start(own)) {
            var databases = Databases.prepare(second, SCHEMAS);

            // Then
            assertThat(databases.secret("sales-db")).containsEntry("password", password);
            try (var sales = as(databases, "sales-db")) {
                assertThat(Fixture.ask(sales, "SELECT what FROM kept")).containsExactly("a row");
            }
        }
    }

    @Test
    void a_role_whose_password_is_lost_gets_another(@TempDir Path own) throws Exception {
        // Given
        var passwords = own.resolve("cluster/passwords");
        try (var first = Fixture.start(own)) {
            Databases.prepare(first, SCHEMAS);
            var others =
                    Files.readAllLines(passwords).stream()
                            .filter(line -> !line.startsWith("sales"))
                            .toList();
            Files.write(passwords, others);
        }

        // When
        try (var second = Fixture.start(own)) {
            var databases = Databases.prepare(second, SCHEMAS);

            // Then
            try (var sales = as(databases, "sales-db")) {
                assertThat(Fixture.ask(sales, "SELECT current_user")).containsExactly("sales");
            }
        }
    }

    @Test
    void a_schema_may_bear_a_word_of_sql() throws Exception {
        var databases = Databases.prepare(postgres, Map.of("order-db", "order"));
        try (var order = as(databases, "order-db")) {
            assertThat(Fixture.ask(order, "SELECT current_schema")).containsExactly("order");
        }
    }

    @Test
    void a_schema_that_is_no_name_is_refused_with_its_secret() {
        for (var schema : new String[] {"sales; DROP", "Sales", "pg_x", "public", "kn_local", ""}) {
            assertThatThrownBy(() -> Databases.prepare(postgres, Map.of("odd-db", schema)))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("\"odd-db\"")
                    .hasMessageContaining("\"" + schema + "\"");
        }
    }

    @Test
    void a_secret_that_nobody_configured_is_named() throws Exception {
        var databases = Databases.prepare(postgres, Map.of("sales-db", "sales"));
        assertThatThrownBy(() -> databases.secret("sale-db"))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("no database behind the Secret \"sale-db\": there are [sales-db]");
    }

    @Test
    void no_password_gets_into_the_servers_log_or_a_text(@TempDir Path own) throws Exception {
        try (var server = Fixture.start(own)) {
            // Given
            try (var superuser = Fixture.superuser(server)) {
                Fixture.run(superuser, "ALTER SYSTEM SET log_statement = 'all'");
                Fixture.run(superuser, "SELECT pg_reload_conf()");
            }

            // When
            var databases = Databases.prepare(server, SCHEMAS);

            // Then
            var password = databases.secret("sales-db").getOrDefault("password", "");
            assertThat(Files.readString(own.resolve("cluster/postgres.log")))
                    .contains("CREATE ROLE")
                    .doesNotContain(password);
            assertThat(databases.login("sales-db").toString()).doesNotContain(password);
        }
    }

    private static Connection as(Databases databases, String secret) throws Exception {
        return DriverManager.getConnection(databases.secret(secret).getOrDefault("jdbc-uri", ""));
    }

    private static void refused(Connection connection, String sql) {
        assertThatThrownBy(() -> Fixture.run(connection, sql))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(e.getSQLState()).isEqualTo(PERMISSION_DENIED));
    }
}
