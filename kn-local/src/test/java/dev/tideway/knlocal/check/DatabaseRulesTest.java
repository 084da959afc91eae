package dev.tideway.knlocal.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseRulesTest {
    @TempDir Path root;
    private Project project;

    @BeforeEach
    void make() throws Exception {
        project = Project.sound(root);
    }

    @Test
    void a_database_of_another_context() throws Exception {
        // Given
        project.function("ping", "stock");
        // Then
        assertThat(project.findings())
                .containsExactly(
                        "functions/ping/func.yaml:7: cross-context-read: ping of sales opens the database stock, as stock does");
    }

    @Test
    void two_secrets_of_one_schema() throws Exception {
        // Given
        project.replace("kn-local.yaml", "sales-db-app: sales", "sales-db-app: {schema: stock}");
        // Then
        assertThat(project.findings())
                .containsExactly(
                        "functions/ping/func.yaml:7: cross-context-read: ping of sales opens the database stock, as stock does");
    }

    @Test
    void functions_of_one_context_may_share() throws Exception {
        // Given
        project.function("ping", "stock")
                .context("sales", "functions: []", "outside: {dev.shop.order.placed.v1: the shop}")
                .context("stock", "functions: [ping, pong]");
        // Then
        assertThat(project.findings()).isEmpty();
    }

    @Test
    void sql_in_code_that_names_anothers_schema() throws Exception {
        // Given
        project.code(
                "ping",
                "Ping",
                Project.PING
                        + "String sql() { return \"select 1 from stock.level where a = ?\"; }");
        // Then
        assertThat(project.findings())
                .containsExactly(
                        "functions/ping/src/main/java/shop/Ping.java:16: cross-context-read: SQL of ping (sales) names stock.level, which is another context's");
    }

    @Test
    void ones_own_schema_and_words_for_people_are_nothing() throws Exception {
        // Given
        project.code(
                "ping",
                "Ping",
                Project.PING
                        + "String a() { return \"update sales.orders set a = 1\"; } String b() { return \"orders come from stock.example today\"; }");
        // Then
        assertThat(project.findings()).isEmpty();
    }

    @Test
    void a_migration_that_names_anothers_schema() throws Exception {
        // Given
        project.write(
                "functions/ping/db/V1__a.sql",
                "-- from stock.level comes nothing\ncreate view v as\n  select * from \"stock\".\"level\";\n");
        // Then
        assertThat(project.findings())
                .containsExactly(
                        "functions/ping/db/V1__a.sql:3: cross-context-read: SQL of ping (sales) names stock.level, which is another context's");
    }
}
