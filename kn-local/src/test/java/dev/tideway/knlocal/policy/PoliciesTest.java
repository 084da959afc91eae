package dev.tideway.knlocal.policy;

import static dev.tideway.knlocal.domain.Domains.emitting;
import static dev.tideway.knlocal.domain.Domains.taking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.domain.Code;
import dev.tideway.knlocal.domain.Domains;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoliciesTest {
    private static final String BINDING =
            """
            apiVersion: sources.knative.dev/v1
            kind: SinkBinding
            metadata: {name: shop}
            spec:
              subject: {apiVersion: serving.knative.dev/v1, kind: Service, name: shop}
              sink: {ref: {apiVersion: eventing.knative.dev/v1, kind: Broker, name: default}}
            """;
    private static final String CLOCK =
            """
            apiVersion: sources.knative.dev/v1
            kind: PingSource
            metadata: {name: clock}
            spec:
              schedule: "* * * * *"
              sink: {ref: {apiVersion: eventing.knative.dev/v1, kind: Broker, name: default}}
            """;

    @TempDir Path root;

    @BeforeEach
    void a_shop_and_a_street() throws IOException {
        Domains.project(root, "shop", "street");
    }

    @Test
    void only_who_has_the_secret_reaches_a_database() throws IOException {
        // Given
        env("shop", "QUARKUS_DATASOURCE_JDBC_URL", "{{ secret:shop-db-app:jdbc-uri }}");
        secret("shop-db-app");
        // When
        var policies = policies(Policies.NETWORK, taking("shop.opened.v1"));
        // Then
        assertThat(policies)
                .contains("  name: default-deny\n")
                .contains("  name: to-shop-db-app\n", "  name: at-shop-db-app\n")
                .contains("database.tideway.dev/shop-db-app: \"true\"\n")
                .contains("{ key: app.kubernetes.io/name, operator: In, values: [shop] }")
                .doesNotContain("street", "to-broker");
    }

    @Test
    void only_who_is_bound_reaches_the_broker() throws IOException {
        // Given
        Domains.write(root, "triggers/binding.yaml", BINDING);
        // Then
        assertThat(policies(Policies.NETWORK, emitting("shop.opened.v1")))
                .contains("  name: to-broker\n", "values: [shop] }");
    }

    @Test
    void traces_go_where_they_are_sent() throws IOException {
        // Given
        env("shop", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector.observability:4318");
        // Then
        assertThat(policies(Policies.NETWORK, emitting()))
                .contains("  name: to-observability-4318\n")
                .contains("kubernetes.io/metadata.name: observability\n");
    }

    @Test
    void who_is_bound_may_send_what_its_code_emits() throws IOException {
        // Given
        Domains.write(root, "triggers/binding.yaml", BINDING);
        // Then
        assertThat(policies(Policies.EVENT, emitting("shop.opened.v1", "shop.closed.v1")))
                .contains("kind: SinkBinding\n        name: shop\n")
                .endsWith(
                        """
                          filters:
                            - any:
                                - exact:
                                    type: shop.closed.v1
                                - exact:
                                    type: shop.opened.v1
                        """);
        assertThat(policies(Policies.EVENT, taking("*")))
                .contains("# Of any type")
                .doesNotContain("filters");
    }

    @Test
    void a_source_may_send_its_type() throws IOException {
        // Given
        Domains.write(root, "triggers/clock.yaml", CLOCK);
        // Then
        assertThat(policies(Policies.EVENT, emitting()))
                .contains("kind: PingSource\n        name: clock\n")
                .endsWith("  filters:\n    - exact:\n        type: dev.knative.sources.ping\n");
    }

    @Test
    void what_comes_from_outside_has_to_be_let_in_by_hand() throws IOException {
        // Given
        Domains.write(
                root,
                "events/contexts/shop.md",
                "---\nname: shop\noutside:\n  shop.open.v1: people\n---\n");
        var domain = Domains.read(root, Map.of());
        // Then
        assertThat(Policies.shutOut(domain)).containsExactly("shop.open.v1");
        Domains.write(root, Policies.OUTSIDE.toString(), "      type: shop.open.v1\n");
        assertThat(Policies.shutOut(domain)).isEmpty();
    }

    @Test
    void of_a_function_that_is_not_compiled_nothing_is_known() throws IOException {
        assertThat(Policies.of(Domains.read(root, Map.of())).problems())
                .extracting(it -> it.message())
                .contains("function shop is not compiled: what it emits is not known");
    }

    @Test
    void what_yaml_would_take_for_something_else_is_put_in_quotes() {
        assertThat(Stream.of("shop", "on", "1", "a: b", "").map(Yaml::text))
                .containsExactly("shop", "\"on\"", "\"1\"", "\"a: b\"", "\"\"");
    }

    private void env(String function, String name, String value) throws IOException {
        Domains.write(
                root,
                "functions/" + function + "/func.yaml",
                "specVersion: 0.36.0\nname: %s\ncreated: 2026-01-01T00:00:00Z\nrun: {envs: [{name: %s, value: '%s'}]}\n"
                        .formatted(function, name, value));
    }

    private void secret(String name) throws IOException {
        Domains.write(
                root,
                "triggers/secret.yaml",
                "apiVersion: v1\nkind: Secret\nmetadata: {name: %s}\nstringData: {jdbc-uri: x}\n"
                        .formatted(name));
    }

    private String policies(Path file, Code code) throws IOException {
        var domain = Domains.read(root, Map.of("shop", code, "street", emitting()));
        assertThat(domain.problems()).isEmpty();
        return Policies.of(domain).files().getOrDefault(file, "");
    }
}
