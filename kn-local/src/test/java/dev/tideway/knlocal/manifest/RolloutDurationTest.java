package dev.tideway.knlocal.manifest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutDurationTest {
    @TempDir Path root;

    @BeforeEach
    void a_function() throws IOException {
        func("");
    }

    private void func(String annotation) throws IOException {
        write(
                "functions/orders/func.yaml",
                """
                specVersion: 0.36.0
                name: orders
                runtime: quarkus
                created: 2026-11-01T00:00:00Z
                deploy:
                  annotations: {%s}
                """
                        .formatted(annotation));
    }

    private void service(String own, String ofTemplate) throws IOException {
        write(
                "manifests/service.yaml",
                """
                apiVersion: serving.knative.dev/v1
                kind: Service
                metadata:
                  name: orders
                  annotations: {%s}
                spec:
                  template:
                    metadata: {annotations: {%s}}
                    spec: {containers: [{image: orders}]}
                """
                        .formatted(own, ofTemplate));
    }

    private void usual(int seconds) throws IOException {
        write(
                "manifests/config-network.yaml",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: config-network, namespace: knative-serving}
                data: {rollout-duration: "%d"}
                """
                        .formatted(seconds));
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }

    private Resources read() throws IOException {
        Files.createDirectories(root.resolve("manifests"));
        return Manifests.read(
                new Sources(
                        root,
                        List.of(root.resolve("manifests")),
                        List.of(root.resolve("functions/orders")),
                        "default",
                        Map.of(),
                        Set.of()));
    }

    private Optional<Duration> rollout() throws IOException {
        var read = read();
        assertThat(read.problems()).isEmpty();
        var orders = read.functions().get(new Key("default", "orders"));
        return requireNonNull(orders).routing().rollout();
    }

    @ParameterizedTest
    @CsvSource({
        "serving.knative.dev/rollout-duration: 380s, PT380S",
        "serving.knative.dev/rollout-duration: 1m30s, PT90S",
        "serving.knative.dev/rolloutDuration: 2000ms, PT2S",
    })
    void a_service_says_how_long_its_rollouts_take(String annotation, Duration wanted)
            throws IOException {
        service(annotation, "");

        assertThat(rollout()).contains(wanted);
    }

    @Test
    void a_func_yaml_says_it_too_as_func_deploy_writes_it_to_the_service() throws IOException {
        func("serving.knative.dev/rollout-duration: 5s");

        assertThat(rollout()).contains(Duration.ofSeconds(5));
    }

    @Test
    void the_newer_name_counts_where_both_are_given() throws IOException {
        service(
                "serving.knative.dev/rolloutDuration: 2s, serving.knative.dev/rollout-duration: 3s",
                "");

        assertThat(rollout()).contains(Duration.ofSeconds(3));
    }

    @Test
    void zero_and_nothing_say_what_config_network_says() throws IOException {
        service("serving.knative.dev/rollout-duration: 0s", "");
        assertThat(rollout()).isEmpty();
        usual(7);

        assertThat(rollout()).contains(Duration.ofSeconds(7));
        service("serving.knative.dev/rollout-duration: ''", "");
        assertThat(rollout()).contains(Duration.ofSeconds(7));
        service("serving.knative.dev/rollout-duration: 3s", "");
        assertThat(rollout()).contains(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @CsvSource({"soon", "380", "1500ms", "-5s"})
    void what_the_webhook_refuses_is_refused_with_its_place(String bad) throws IOException {
        service("serving.knative.dev/rollout-duration: '" + bad + "'", "");

        assertThat(read().problems())
                .map(Problem::toString)
                .containsExactly(
                        "manifests/service.yaml:5: metadata.annotations.serving.knative.dev/rollout-duration is "
                                + bad
                                + ", wanted a duration such as 380s, 0 or more, in whole seconds");
    }

    @Test
    void in_a_func_yaml_as_well() throws IOException {
        func("serving.knative.dev/rollout-duration: soon");

        assertThat(read().problems())
                .map(Problem::toString)
                .containsExactly(
                        "functions/orders/func.yaml:6: deploy.annotations.serving.knative.dev/rollout-duration is soon, wanted a duration such as 380s, 0 or more, in whole seconds");
    }

    @Test
    void on_the_template_it_changes_nothing_and_that_is_noted() throws IOException {
        service("", "serving.knative.dev/rollout-duration: 380s");

        assertThat(rollout()).isEmpty();
        assertThat(read().notes())
                .map(Problem::toString)
                .containsExactly(
                        "manifests/service.yaml:8: spec.template.metadata.annotations.serving.knative.dev/rollout-duration changes nothing here; it belongs under metadata.annotations of the Service");
    }
}
