package dev.tideway.knlocal.cluster;

import static dev.tideway.knlocal.cluster.FakeCluster.condition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The real kubectl against a cluster that is played.
class DeploymentIT {
    private static final Path OVERLAY = Path.of("src/test/resources/cluster/overlay");
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration NO_TIME = Duration.ZERO;
    private static final String IN = "/namespaces/tideway/";
    private static final String ORDERS = "/apis/serving.knative.dev/v1" + IN + "services/orders";

    @TempDir Path folder;
    private final List<String> progress = new ArrayList<>();
    private FakeCluster cluster;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(kubectlIsThere(), "no kubectl on the PATH");
        cluster = new FakeCluster();
        cluster.put(
                "/api/v1" + IN + "secrets/sales-db-app", object("v1", "Secret", "sales-db-app"));
        cluster.controller("Service", condition("Ready", "True", "", ""));
        cluster.controller("Broker", condition("Ready", "True", "", ""));
        cluster.controller("Trigger", condition("Ready", "True", "", ""));
        cluster.controller("ContainerSource", condition("Ready", "True", "", ""));
        cluster.controller("Job", condition("Complete", "True", "", ""));
    }

    @AfterEach
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void an_overlay_is_applied_and_becomes_ready() throws Exception {
        // When
        deploy(LONG);

        // Then
        assertThat(progress)
                .contains(
                        "found    Kubernetes v1.34.1",
                        "found    Knative Serving 1.23.0",
                        "found    Knative Eventing 1.22.2",
                        "applied  service.serving.knative.dev/orders",
                        "ready    Service orders",
                        "ready    ContainerSource catalogue-cdc",
                        "ready    Job orders-migration",
                        "ready    Broker default");
        assertThat(cluster.get(ORDERS).at("/spec/template/spec/containerConcurrency").asInt())
                .isEqualTo(10);
    }

    @Test
    void a_second_run_comes_to_the_same_and_does_a_job_that_has_ended_again() throws Exception {
        // Given
        deploy(LONG);
        var first = cluster.written().size();

        // When
        deploy(LONG);

        // Then
        var job = "/apis/batch/v1" + IN + "jobs/orders-migration";
        var second = cluster.written().subList(first, cluster.written().size());
        assertThat(second).startsWith("DELETE " + job).contains("PATCH " + job).hasSize(first + 1);
    }

    @Test
    void nothing_outside_the_namespace_is_written() throws Exception {
        deploy(LONG);
        assertThat(cluster.written())
                .allSatisfy(it -> assertThat(it).matches("PATCH .*/namespaces/tideway(/.*)?"));
    }

    @Test
    void images_by_digest_take_the_place_of_the_overlays() throws Exception {
        // Given
        var reference = "registry.example.com/store/orders@sha256:" + "0123456789abcdef".repeat(4);
        var images = Images.of(Map.of("orders", reference));

        // When
        var overlay = Overlay.build(kubectl(), OVERLAY, images);

        // Then
        assertThat(overlay.text())
                .contains("image: " + reference)
                .contains("flyway/flyway:11.20.0");
    }

    @Test
    void what_make_images_leaves_is_read() throws Exception {
        // Given
        var file =
                Files.writeString(
                        folder.resolve("kustomization.yaml"),
                        """
                        apiVersion: kustomize.config.k8s.io/v1alpha1
                        kind: Component
                        images:
                          - name: tideway/orders
                            newName: registry.example.com/orders
                            digest: sha256:%s
                        """
                                .formatted("ab".repeat(32)));

        // Then
        assertThat(Images.read(file))
                .isEqualTo(
                        Map.of("orders", "registry.example.com/orders@sha256:" + "ab".repeat(32)));
    }

    @Test
    void an_image_without_a_digest_or_of_no_function_is_refused() throws Exception {
        assertThatThrownBy(() -> Images.of(Map.of("orders", "tideway/orders:latest")))
                .hasMessage(
                        "image of orders: \"tideway/orders:latest\" is not <registry>/<name>@sha256:<64 hexadecimal digits>");
        var other = Images.of(Map.of("other", "x/other@sha256:" + "ab".repeat(32)));
        assertThatThrownBy(() -> Overlay.build(kubectl(), OVERLAY, other))
                .hasMessage("the overlay has no image of other");
    }

    @Test
    void what_the_cluster_lacks_is_named_and_nothing_is_touched() {
        // Given
        cluster.lacks("serving.knative.dev/v1");
        cluster.remove(
                "/apis/apps/v1/namespaces/knative-eventing/deployments/mt-broker-controller");
        cluster.deployment("knative-eventing", "eventing-controller", "1.12.0");
        cluster.remove("/api/v1" + IN + "secrets/sales-db-app");

        // Then
        assertThatThrownBy(() -> deploy(LONG))
                .message()
                .startsWith("nothing was touched, for\n")
                .contains(
                        "Knative Serving is not installed (serving.knative.dev): https://knative.dev/docs/install")
                .contains(
                        "the broker class MTChannelBasedBroker of Broker default is not installed")
                .contains("Knative Eventing is 1.12.0: 1.20 or newer is needed")
                .contains("Secret sales-db-app, which Service orders needs, is missing");
        assertThat(cluster.written()).isEmpty();
    }

    @Test
    void a_right_that_is_missing_is_named_and_nothing_is_touched() {
        cluster.denies("patch triggers");
        assertThatThrownBy(() -> deploy(LONG))
                .hasMessage(
                        "nothing was touched, for\n  you may not patch triggers.eventing.knative.dev in namespace tideway: ask the cluster's admin for it");
        assertThat(cluster.written()).isEmpty();
    }

    @Test
    void an_image_that_cannot_be_pulled_is_said_with_the_mend_and_not_waited_for() {
        // Given
        notReady();
        pod(
                "\"waiting\":{\"reason\":\"ImagePullBackOff\",\"message\":\"Back-off pulling image\"}",
                "{}",
                0);

        // Then
        assertThatThrownBy(() -> deploy(LONG))
                .message()
                .startsWith(
                        "not ready:\n  Service orders: its image tideway/orders:0.1.0 cannot be pulled")
                .contains("make images REGISTRY=…")
                .endsWith("a second run goes on from here");
    }

    @Test
    void a_function_that_crashes_is_said_with_its_last_words() {
        // Given
        notReady();
        pod(
                "\"waiting\":{\"reason\":\"CrashLoopBackOff\",\"message\":\"back-off 40s\"}",
                "{\"terminated\":{\"exitCode\":1,\"reason\":\"Error\"}}",
                3);
        cluster.log("orders-00001-deployment-x", "Starting\nDriver does not support the URL\n");

        // Then
        assertThatThrownBy(() -> deploy(LONG))
                .message()
                .contains("Service orders: it ends again and again (exit code 1, 3 restarts)")
                .contains("    | Driver does not support the URL");
    }

    @Test
    void a_source_that_crashes_is_said_with_its_last_words() {
        // Given
        cluster.controller(
                "ContainerSource",
                condition("Ready", "False", "DeploymentUnavailable", "no minimum availability"));
        pod(
                "catalogue-cdc-deployment-x",
                "\"sources.knative.dev/containerSource\":\"catalogue-cdc\"",
                "\"waiting\":{\"reason\":\"CrashLoopBackOff\",\"message\":\"back-off 40s\"}",
                "{\"terminated\":{\"exitCode\":2,\"reason\":\"Error\"}}",
                3);
        cluster.log("catalogue-cdc-deployment-x", "the replication slot catalogue_cdc is gone\n");

        // Then
        assertThatThrownBy(() -> deploy(LONG))
                .message()
                .startsWith(
                        "not ready:\n  ContainerSource catalogue-cdc: it ends again and again (exit code 2, 3 restarts)")
                .contains("    | the replication slot catalogue_cdc is gone");
    }

    @Test
    void a_secret_that_goes_missing_is_said_with_the_mend() {
        notReady();
        pod(
                "\"waiting\":{\"reason\":\"CreateContainerConfigError\",\"message\":\"secret \\\"sales-db-app\\\" not found\"}",
                "{}",
                0);
        assertThatThrownBy(() -> deploy(LONG))
                .message()
                .contains(
                        "Service orders: Secret sales-db-app is missing: create it with `kubectl -n tideway create secret generic sales-db-app");
    }

    @Test
    void what_is_not_ready_in_time_is_said_and_a_second_run_finishes_it() throws Exception {
        // Given
        notReady();
        assertThatThrownBy(() -> deploy(NO_TIME))
                .hasMessage(
                        "not ready within 0 s:\n  Service orders: RevisionMissing: it is not there yet\na second run goes on from here");

        // When
        cluster.controller("Service", condition("Ready", "True", "", ""));
        deploy(LONG);

        // Then
        assertThat(progress).contains("ready    Service orders");
    }

    @Test
    void a_migration_that_has_failed_is_not_waited_for() {
        cluster.controller(
                "Job",
                condition("Failed", "True", "BackoffLimitExceeded", "Job has reached its limit"));
        assertThatThrownBy(() -> deploy(LONG))
                .message()
                .contains("Job orders-migration: BackoffLimitExceeded: Job has reached its limit");
    }

    @Test
    void the_namespace_goes_when_it_is_ours_and_holds_no_data() throws Exception {
        // Given
        deploy(LONG);
        var claim = "/api/v1" + IN + "persistentvolumeclaims/data-postgresql-0";
        cluster.put(claim, object("v1", "PersistentVolumeClaim", "data-postgresql-0"));

        // Then
        assertThatThrownBy(() -> new Removal(kubectl(), "tideway", false).run())
                .hasMessage(
                        "namespace tideway holds data (volumes data-postgresql-0): --delete-data deletes them with it");
        assertThat(new Removal(kubectl(), "tideway", true).run()).isTrue();
        assertThat(cluster.has("/api/v1/namespaces/tideway")).isFalse();
        assertThat(new Removal(kubectl(), "tideway", true).run()).isFalse();
    }

    @Test
    void a_namespace_of_somebody_else_stays() throws Exception {
        cluster.put("/api/v1/namespaces/other", object("v1", "Namespace", "other"));
        assertThatThrownBy(() -> new Removal(kubectl(), "other", true).run())
                .message()
                .startsWith("namespace other is none of ours");
        assertThat(cluster.has("/api/v1/namespaces/other")).isTrue();
    }

    @Test
    void the_status_tells_replicas_and_revisions() throws Exception {
        // Given
        cluster.controller(
                "Service",
                service -> {
                    condition("Ready", "True", "", "").accept(service);
                    var target = service.withObject("/status").putArray("traffic").addObject();
                    target.put("revisionName", "orders-00001").put("percent", 100);
                });
        deploy(LONG);
        cluster.put(
                "/apis/serving.knative.dev/v1" + IN + "revisions/orders-00001",
                """
                {"apiVersion":"serving.knative.dev/v1","kind":"Revision","metadata":{"name":"orders-00001","namespace":"tideway",
                 "labels":{"serving.knative.dev/service":"orders"}},"status":{"actualReplicas":2,"desiredReplicas":3}}
                """);

        // When
        var status = new StatusReader(kubectl(), "tideway").read();

        // Then
        assertThat(status.functions())
                .containsExactly(
                        new ClusterStatus.Function(
                                "orders",
                                ClusterStatus.State.READY,
                                2,
                                3,
                                "10",
                                "10",
                                "orders-00001 100%",
                                ""));
        assertThat(status.triggers())
                .containsExactly(
                        new ClusterStatus.Trigger("orders", "default", "ksvc:orders", true, ""));
        assertThat(status.brokers())
                .extracting(ClusterStatus.Broker::type)
                .containsExactly("MTChannelBasedBroker");
    }

    @Test
    void the_script_that_makes_secrets_works_on_the_same_cluster_and_its_failure_is_told()
            throws Exception {
        // Given
        var kubectl = new Kubectl(cluster.environment(folder), Optional.of("fake"));
        var overlay = Overlay.build(kubectl, OVERLAY, Images.of(Map.of()));

        // When
        var works = script("echo with $*");
        new Deployment(kubectl, overlay, Optional.of(works), progress::add).createSecrets();

        // Then
        assertThat(progress).containsExactly("created  with --context fake");
        var fails = script("echo 'error: no room' >&2; exit 1");
        var deployment = new Deployment(kubectl, overlay, Optional.of(fails), progress::add);
        assertThatThrownBy(deployment::createSecrets)
                .hasMessage(fails + " failed; a second run goes on from here. kubectl: no room");
    }

    private Path script(String text) throws Exception {
        var file = Files.writeString(folder.resolve("create-secrets"), "#!/bin/sh\n" + text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    /// Whatever pods need is in the overlay, is made by something in it, or by its create-secrets.
    @ParameterizedTest
    @ValueSource(strings = {"quickstart", "kafka", "production", "rabbitmq", "openshift", "istio"})
    void a_cluster_with_its_operators_lacks_nothing_for_an_overlay(String name) throws Exception {
        // Given
        var folder = Path.of("../deploy/overlays", name);
        var overlay = Overlay.build(kubectl(), folder, Images.of(Map.of()));
        overlay.resources().forEach(cluster::serves);
        cluster.deployment("knative-eventing", "kafka-controller", "1.22.1");
        cluster.deployment("knative-eventing", "rabbitmq-broker-controller", "1.22.0");

        // When
        var script = Files.isExecutable(folder.resolve("create-secrets"));
        var preflight = Preflight.look(kubectl(), overlay, script);

        // Then
        assertThat(preflight.problems()).isEmpty();
    }

    @Test
    void a_context_that_does_not_exist_is_said() throws Exception {
        var kubectl = new Kubectl(cluster.environment(folder), Optional.of("elsewhere"));
        assertThatThrownBy(() -> kubectl.json("", "get", "--raw", "/version"))
                .hasMessage(
                        "kubectl: context \"elsewhere\" does not exist: `kubectl config get-contexts` lists those there are; name one with --context");
    }

    @Test
    void a_cluster_that_is_not_there_is_said() throws Exception {
        var environment = cluster.environment(folder);
        cluster.close();
        var kubectl = new Kubectl(environment, Optional.empty());
        assertThatThrownBy(() -> kubectl.json("", "get", "--raw", "/version"))
                .message()
                .matches(
                        "kubectl: The connection to the server 127\\.0\\.0\\.1:\\d+ was refused.*is the cluster running, and is it the right --context\\?.*");
    }

    private void notReady() {
        cluster.controller(
                "Service", condition("Ready", "Unknown", "RevisionMissing", "it is not there yet"));
    }

    /// A pod of the function orders.
    private void pod(String state, String lastState, int restarts) {
        pod(
                "orders-00001-deployment-x",
                "\"serving.knative.dev/service\":\"orders\"",
                state,
                lastState,
                restarts);
    }

    /// A pod as the Kubernetes API describes one whose container does not run.
    private void pod(String name, String label, String state, String lastState, int restarts) {
        cluster.put(
                "/api/v1" + IN + "pods/" + name,
                """
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","namespace":"tideway","labels":{%s}},
                 "spec":{"containers":[{"name":"function"}]},
                 "status":{"phase":"Pending","containerStatuses":[
                   {"name":"function","image":"tideway/orders:0.1.0","restartCount":%d,"state":{%s},"lastState":%s}]}}
                """
                        .formatted(name, label, restarts, state, lastState));
    }

    private static String object(String version, String kind, String name) {
        return "{\"apiVersion\":\"%s\",\"kind\":\"%s\",\"metadata\":{\"name\":\"%s\"}}"
                .formatted(version, kind, name);
    }

    private void deploy(Duration patience) throws Exception {
        var kubectl = kubectl();
        var overlay = Overlay.build(kubectl, OVERLAY, Images.of(Map.of()));
        var deployment = new Deployment(kubectl, overlay, Optional.empty(), progress::add);
        deployment.check();
        deployment.apply(false);
        deployment.await(patience);
    }

    private Kubectl kubectl() throws Exception {
        return new Kubectl(cluster.environment(folder), Optional.empty());
    }

    private static boolean kubectlIsThere() {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(it -> Files.isExecutable(Path.of(it, "kubectl")));
    }
}
