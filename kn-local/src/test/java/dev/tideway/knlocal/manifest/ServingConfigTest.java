package dev.tideway.knlocal.manifest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Knative Serving's own ConfigMaps, read beside a function and a Service of it.
class ServingConfigTest {
    @TempDir Path root;

    @BeforeEach
    void a_function() throws IOException {
        write(
                "functions/orders/func.yaml",
                """
                specVersion: 0.36.0
                name: orders
                runtime: quarkus
                created: 2026-11-01T00:00:00Z
                """);
    }

    private Resources read() {
        return Manifests.read(
                new Sources(
                        root,
                        List.of(root.resolve("manifests")),
                        List.of(root.resolve("functions/orders")),
                        "default",
                        Map.of(),
                        Set.of()));
    }

    private FunctionSpec orders(Resources resources) {
        return requireNonNull(resources.functions().get(new Key("default", "orders")));
    }

    private void config(String name, String... lines) throws IOException {
        write(
                "manifests/" + name + ".yaml",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s, namespace: knative-serving}
                data:
                %s\
                """
                        .formatted(name, String.join(System.lineSeparator(), lines).indent(2)));
    }

    private void service(String annotations, String spec) throws IOException {
        write(
                "manifests/service.yaml",
                """
                apiVersion: serving.knative.dev/v1
                kind: Service
                metadata: {name: orders}
                spec:
                  template:
                    metadata: {annotations: {%s}}
                    spec: {%s containers: [{image: orders}]}
                """
                        .formatted(annotations, spec));
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }

    @Test
    void config_autoscaler_is_what_a_revision_gets_that_says_nothing_itself() throws IOException {
        config(
                "config-autoscaler",
                "stable-window: 30s",
                "panic-window-percentage: \"20\"",
                "panic-threshold-percentage: \"300\"",
                "container-concurrency-target-percentage: \"50\"",
                "container-concurrency-target-default: \"40\"",
                "requests-per-second-target-default: \"9\"",
                "target-burst-capacity: \"-1\"",
                "max-scale-up-rate: \"3\"",
                "max-scale-down-rate: \"1.5\"",
                "enable-scale-to-zero: \"false\"",
                "scale-to-zero-grace-period: 45s",
                "scale-to-zero-pod-retention-period: 1m",
                "scale-down-delay: 10s",
                "initial-scale: \"2\"",
                "min-scale: \"1\"",
                "max-scale: \"7\"",
                "max-scale-limit: \"8\"",
                "pod-autoscaler-class: kpa.autoscaling.knative.dev");

        var resources = read();

        assertThat(resources.problems()).isEmpty();
        var scaling = orders(resources).scaling();
        assertThat(scaling.stableWindow()).isEqualTo(Duration.ofSeconds(30));
        assertThat(scaling.panicWindowPercentage()).isEqualTo(20);
        assertThat(scaling.panicThresholdPercentage()).isEqualTo(300);
        assertThat(scaling.utilization()).isEqualTo(0.5);
        assertThat(scaling.targetBurstCapacity()).isEqualTo(-1);
        assertThat(scaling.scaleToZeroRetention()).isEqualTo(Duration.ofMinutes(1));
        assertThat(scaling.scaleDownDelay()).isEqualTo(Duration.ofSeconds(10));
        assertThat(scaling.initialScale()).contains(2);
        assertThat(scaling.minScale()).isEqualTo(1);
        assertThat(scaling.maxScale()).isEqualTo(7);
        assertThat(scaling.autoscaler())
                .isEqualTo(new Scaling.Autoscaler(3, 1.5, 40, 9, false, Duration.ofSeconds(45)));
    }

    @Test
    void an_annotation_goes_before_config_autoscaler() throws IOException {
        config("config-autoscaler", "stable-window: 30s", "min-scale: \"3\"");
        service("autoscaling.knative.dev/window: 90s", "");

        var scaling = orders(read()).scaling();

        assertThat(scaling.stableWindow()).isEqualTo(Duration.ofSeconds(90));
        assertThat(scaling.minScale()).isEqualTo(3);
    }

    @Test
    void a_share_up_to_one_is_taken_for_a_percentage_of_it() throws IOException {
        config("config-autoscaler", "container-concurrency-target-percentage: \"0.6\"");

        assertThat(orders(read()).scaling().utilization()).isEqualTo(0.6);
    }

    @Test
    void max_scale_may_not_say_more_than_max_scale_limit_nor_that_there_is_none()
            throws IOException {
        config("config-autoscaler", "max-scale: \"4\"", "max-scale-limit: \"8\"");
        for (var max : List.of("9", "0")) {
            service("autoscaling.knative.dev/max-scale: '" + max + "'", "");

            assertThat(read().problems())
                    .map(Problem::message)
                    .containsExactly("is " + max + ", wanted 1 to the max-scale-limit 8");
        }
    }

    @Test
    void an_initial_scale_of_zero_takes_allow_zero_initial_scale() throws IOException {
        service("autoscaling.knative.dev/initial-scale: '0'", "");
        assertThat(read().problems()).hasSize(1);

        config("config-autoscaler", "allow-zero-initial-scale: \"true\"");

        assertThat(read().problems()).isEmpty();
        assertThat(orders(read()).scaling().initialScale()).contains(0);
    }

    @Test
    void config_defaults_is_what_a_service_gets_that_says_nothing_itself() throws IOException {
        config(
                "config-defaults",
                "revision-timeout-seconds: \"20\"",
                "max-revision-timeout-seconds: \"60\"",
                "revision-response-start-timeout-seconds: \"10\"",
                "revision-idle-timeout-seconds: \"5\"",
                "container-concurrency: \"3\"",
                "revision-memory-limit: 64Mi");
        config("config-deployment", "progress-deadline: 90s");
        service("", "");

        var spec = orders(read());

        assertThat(spec.timeouts())
                .isEqualTo(
                        new FunctionSpec.Timeouts(
                                Duration.ofSeconds(20),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(90)));
        assertThat(spec.containerConcurrency()).isEqualTo(3);
        assertThat(spec.memoryBytes()).contains(64L << 20);
    }

    @Test
    void config_defaults_bounds_what_a_service_may_say() throws IOException {
        config(
                "config-defaults",
                "max-revision-timeout-seconds: \"400\"",
                "container-concurrency-max-limit: \"5\"",
                "container-concurrency: \"1\"",
                "allow-container-concurrency-zero: \"false\"");
        service("", "timeoutSeconds: 401, containerConcurrency: 0,");

        assertThat(read().problems())
                .map(Problem::message)
                .containsExactlyInAnyOrder(
                        "is 401, wanted a whole number, 0 to 400",
                        "is 0, wanted a whole number, 1 to 5");
    }

    @Test
    void a_timeout_of_zero_says_nothing() throws IOException {
        service("", "timeoutSeconds: 0,");

        assertThat(read().problems()).isEmpty();
        assertThat(orders(read()).timeout()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void a_key_that_nobody_knows_is_noted_with_the_one_that_was_meant() throws IOException {
        config("config-autoscaler", "stable-windows: 30s", "_example: anything");

        assertThat(read().problems()).isEmpty();
        assertThat(read().notes())
                .map(Problem::toString)
                .containsExactly(
                        "manifests/config-autoscaler.yaml:5: data.stable-windows is no key of config-autoscaler and changes nothing; did you mean stable-window?");
    }

    @Test
    void a_key_without_a_meaning_here_is_noted() throws IOException {
        config("config-features", "kubernetes.podspec-affinity: enabled");
        config("config-network", "ingress-class: kourier");
        config("config-domain", "example.com: ''");

        assertThat(read().notes())
                .map(Problem::toString)
                .containsExactly(
                        "manifests/config-features.yaml:5: data.kubernetes.podspec-affinity is ignored: kn-local runs no pods",
                        "manifests/config-network.yaml:5: data.ingress-class is ignored: kn-local has its own addresses and no TLS");
        assertThat(read().ignored()).map(Ignored::kind).contains("ConfigMap config-domain");
    }

    @Test
    void config_features_and_config_gc_are_honoured_where_they_mean_something() throws IOException {
        assertThat(read().serving()).isEqualTo(new Serving(Serving.KEPT, false));
        config("config-features", "tag-header-based-routing: enabled");
        config("config-gc", "max-non-active-revisions: \"2\"");

        assertThat(read().serving()).isEqualTo(new Serving(2, true));
    }

    @Test
    void config_network_says_how_long_a_rollout_takes_for_those_that_do_not_themselves()
            throws IOException {
        service("", "");
        assertThat(orders(read()).routing().rollout()).isEmpty();
        config("config-network", "rolloutDuration: \"7\"", "rollout-duration: \"380\"");

        assertThat(read().problems()).isEmpty();
        assertThat(read().notes()).isEmpty();
        assertThat(orders(read()).routing().rollout()).contains(Duration.ofSeconds(380));
    }

    @ParameterizedTest
    @ValueSource(strings = {"380s", "-1", "1.5", "soon"})
    void a_rollout_in_config_network_is_whole_seconds_without_a_unit(String bad)
            throws IOException {
        config("config-network", "rollout-duration: \"" + bad + "\"");

        assertThat(read().problems())
                .map(Problem::toString)
                .containsExactly(
                        "manifests/config-network.yaml:5: data.rollout-duration is "
                                + bad
                                + ", wanted a whole number, 0 or more");
    }
}
