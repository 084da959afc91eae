package dev.tideway.knlocal.check;

import static dev.tideway.knlocal.check.Project.CONTAINER;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodRulesTest {
    private static final String AT = "deploy/base/web.yaml:9: ";

    @TempDir Path root;
    private Project project;

    @BeforeEach
    void make() throws Exception {
        project = Project.sound(root);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "memory: 128Mi       |                |missing-limits: Deployment web: the container web sets no memory limit",
                "cpu: \"1\",         |                |missing-limits: Deployment web: the container web sets no cpu limit",
                "livenessProbe       |x               |missing-probes: Deployment web: the container web has no livenessProbe",
                "readinessProbe      |x               |missing-probes: Deployment web: the container web has no readinessProbe",
                "runAsNonRoot: true  |privileged: no  |runs-as-root: Deployment web: the container web may run as root",
                "shop/web:1.2.3      |shop/web        |latest-image: Deployment web: the container web runs the image shop/web, which is the latest of its name",
                "shop/web:1.2.3      |h:5000/web:latest|latest-image: Deployment web: the container web runs the image h:5000/web:latest, which is the latest of its name",
            })
    void a_container_without(String sound, String spoilt, String finding) throws Exception {
        // Given
        project.write(
                "deploy/base/web.yaml",
                Project.deployment(CONTAINER.replace(sound, spoilt == null ? "" : spoilt)));
        // Then
        assertThat(project.findings()).containsExactly(AT + finding);
    }

    @Test
    void a_function_without_limits_and_probes() throws Exception {
        // Given
        project.replace("functions/ping/func.yaml", "cpu: \"1\", memory: 256Mi", "concurrency: 1")
                .replace("functions/ping/func.yaml", "liveness: /health/liveness, ", "");
        // Then
        assertThat(project.findings())
                .containsExactlyInAnyOrder(
                        "functions/ping/func.yaml:9: missing-limits: function ping sets no memory limit",
                        "functions/ping/func.yaml:9: missing-limits: function ping sets no cpu limit",
                        "functions/ping/func.yaml:9: missing-probes: function ping does not say where its liveness is asked");
    }

    @Test
    void a_pod_says_for_all_of_its_containers_that_it_is_not_root() throws Exception {
        // Given
        project.write(
                "deploy/base/web.yaml",
                Project.deployment(CONTAINER.replace("securityContext: {runAsNonRoot: true}", ""))
                        .replace(
                                "      containers:",
                                "      securityContext: {runAsNonRoot: true}\n      containers:"));
        // Then
        assertThat(project.findings()).isEmpty();
    }

    @Test
    void a_job_ends_and_is_not_asked_how_it_is() throws Exception {
        // Given
        project.write(
                "deploy/base/web.yaml",
                Project.deployment(CONTAINER.replaceAll("(?m)^.*Probe.*\n", ""))
                        .replace("apps/v1", "batch/v1")
                        .replace("Deployment", "Job"));
        // Then
        assertThat(project.findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "shop/web@sha256:0a",
        "${IMAGE}",
        "'{{ .Values.image }}'",
        "ko://shop/web",
        "h:5000/web:2"
    })
    void what_is_pinned_or_filled_in_later_is_no_latest_image(String image) throws Exception {
        // Given
        project.write(
                "deploy/base/web.yaml",
                Project.deployment(CONTAINER.replace("shop/web:1.2.3", "\"" + image + "\"")));
        // Then
        assertThat(project.findings()).isEmpty();
    }

    @Test
    void what_kustomize_adds_is_there() throws Exception {
        // Given
        project.write(
                        "deploy/base/web.yaml",
                        Project.deployment(
                                CONTAINER
                                        .replace("shop/web:1.2.3", "web")
                                        .replaceAll("(?m)^.*Probe.*\n", "")))
                .write(
                        "deploy/overlays/one/kustomization.yaml",
                        """
                        images:
                          - {name: web, newName: shop/web, newTag: 1.2.3}
                        patches:
                          - target: {kind: Deployment, name: w.b}
                            patch: |
                              - {op: add, path: /spec/template/spec/containers/0/livenessProbe, value: {}}
                          - patch: |
                              kind: Deployment
                              metadata: {name: web}
                              spec: {template: {spec: {containers: [{name: web, readinessProbe: {}}]}}}
                        """);
        assertThat(project.findings()).isEmpty();
        // When: they are for something else
        project.replace("deploy/overlays/one/kustomization.yaml", "name: w.b", "name: other")
                .replace(
                        "deploy/overlays/one/kustomization.yaml",
                        "kind: Deployment\n",
                        "kind: StatefulSet\n")
                .replace(
                        "deploy/overlays/one/kustomization.yaml",
                        "name: web, newName",
                        "name: wob, newName");
        // Then
        assertThat(project.findings())
                .extracting(it -> it.replaceFirst("^[^ ]+: ([^ ]+): .*", "$1"))
                .containsExactly("latest-image", "missing-probes", "missing-probes");
    }

    @Test
    void kustomize_must_not_make_the_latest_of_it() throws Exception {
        // Given
        project.write(
                "deploy/overlays/one/kustomization.yml",
                "images:\n  - {name: shop/web, newTag: latest}\n");
        // Then
        assertThat(project.findings())
                .containsExactly(
                        "deploy/overlays/one/kustomization.yml:2: latest-image: the image shop/web becomes the latest of its name");
    }

    @Test
    void a_manifest_that_the_runner_reads_is_held_to_it_too() throws Exception {
        // Given
        project.write(
                "triggers/web.yaml",
                Project.deployment(CONTAINER.replace("runAsNonRoot: true", "privileged: no")));
        // Then
        assertThat(project.findings())
                .containsExactly(
                        "triggers/web.yaml:9: runs-as-root: Deployment web: the container web may run as root");
    }
}
