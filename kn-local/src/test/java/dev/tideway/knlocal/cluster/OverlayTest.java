package dev.tideway.knlocal.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OverlayTest {
    @Test
    void a_secret_that_something_in_the_overlay_makes_is_not_foreign() throws Exception {
        // Given
        var overlay =
                Overlay.of(
                        """
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: a}
                        spec:
                          containers:
                            - env:
                                - {name: A, valueFrom: {secretKeyRef: {name: sales-db-app, key: username}}}
                                - {name: B, valueFrom: {secretKeyRef: {name: perhaps, key: x, optional: true}}}
                              envFrom: [{secretRef: {name: typed-in}}]
                          volumes:
                            - {name: v, secret: {secretName: knative}}
                            - {name: p, projected: {sources: [{secret: {name: by-a-job}}, {secret: {name: by-hand}}]}}
                        ---
                        apiVersion: postgresql.cnpg.io/v1
                        kind: Cluster
                        metadata: {name: sales-db}
                        ---
                        apiVersion: kafka.strimzi.io/v1
                        kind: KafkaUser
                        metadata: {name: knative}
                        ---
                        apiVersion: batch/v1
                        kind: Job
                        metadata: {name: j, annotations: {tideway.dev/makes-secret: by-a-job}}
                        """);

        // Then
        assertThat(Secrets.foreign(overlay)).containsOnlyKeys("typed-in", "by-hand");
    }

    @Test
    void an_overlay_has_a_namespace_of_its_own() throws Exception {
        var overlay = Overlay.of("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
        assertThatThrownBy(overlay::namespace)
                .hasMessage("the overlay must have one Namespace, its own; it has []");
    }

    @Test
    void text_that_is_no_yaml_is_said() {
        assertThatThrownBy(() -> Overlay.of("a: ["))
                .message()
                .startsWith("the overlay is faulty: ");
    }
}
