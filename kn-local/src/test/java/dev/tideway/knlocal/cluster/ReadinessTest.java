package dev.tideway.knlocal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    serving.knative.dev/v1   | Service    | {"conditions":[{"type":"Ready","status":"True"}]}
                    eventing.knative.dev/v1  | Broker     | {"observedGeneration":2,"conditions":[{"type":"Ready","status":"True"}]}
                    sources.knative.dev/v1   | ContainerSource | {"observedGeneration":2,"conditions":[{"type":"Ready","status":"True"}]}
                    sources.knative.dev/v1   | SinkBinding | {"conditions":[{"type":"Ready","status":"True"}]}
                    sources.knative.dev/v1   | PingSource | {"conditions":[{"type":"Ready","status":"True"}]}
                    kafka.strimzi.io/v1      | Kafka      | {"conditions":[{"type":"Ready","status":"True"}]}
                    postgresql.cnpg.io/v1    | Cluster    | {"conditions":[{"type":"Ready","status":"True"}]}
                    batch/v1                 | Job        | {"conditions":[{"type":"Complete","status":"True"}]}
                    apps/v1                  | StatefulSet | {"observedGeneration":2,"readyReplicas":1,"updatedReplicas":1}
                    v1                       | ConfigMap  | {}
                    networking.k8s.io/v1     | NetworkPolicy | {}
                    """)
    void it_is_ready(String apiVersion, String kind, String status) throws Exception {
        assertThat(Readiness.of(resource(apiVersion, kind, status)))
                .isEqualTo(new Readiness.Ready());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    serving.knative.dev/v1  | Service     | {"conditions":[{"type":"Ready","status":"False","reason":"RevisionFailed","message":"it\\n crashed"}]} | RevisionFailed: it crashed
                    serving.knative.dev/v1  | Service     | {"conditions":[{"type":"Ready","status":"Unknown"}]}                   | its controller gives no reason yet
                    eventing.knative.dev/v1 | Trigger     | {"observedGeneration":1,"conditions":[{"type":"Ready","status":"True"}]} | its controller has not seen it yet
                    sources.knative.dev/v1  | ContainerSource | {"conditions":[{"type":"SinkBindingReady","status":"True"},{"type":"Ready","status":"False","reason":"DeploymentUnavailable","message":"no minimum availability"}]} | DeploymentUnavailable: no minimum availability
                    sources.knative.dev/v1  | SinkBinding | {"conditions":[{"type":"Ready","status":"False","reason":"SubjectMissing"}]} | SubjectMissing
                    sources.knative.dev/v1  | PingSource  | {"conditions":[{"type":"Ready","status":"Unknown","message":"no adapter"}]} | no adapter
                    sources.knative.dev/v1  | ContainerSource | {"conditions":[{"type":"SinkBindingReady","status":"True"}]}       | its controller has not seen it yet
                    batch/v1                | Job         | {"active":1}                                                           | it runs
                    apps/v1                 | StatefulSet | {"observedGeneration":2}                                               | 0 of 1 replicas ready
                    """)
    void it_is_waited_for(String apiVersion, String kind, String status, String why)
            throws Exception {
        assertThat(Readiness.of(resource(apiVersion, kind, status)))
                .isEqualTo(new Readiness.Waiting(why));
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.strimzi.io/v1, Kafka",
        "sources.knative.dev/v1, ContainerSource",
        "sources.knative.dev/v1, SinkBinding",
        "sources.knative.dev/v1, PingSource"
    })
    void what_its_controller_has_not_touched_is_waited_for(String apiVersion, String kind)
            throws Exception {
        var untouched = "{\"apiVersion\":\"%s\",\"kind\":\"%s\"}".formatted(apiVersion, kind);
        assertThat(Readiness.of(new Resource(new ObjectMapper().readTree(untouched))))
                .isEqualTo(new Readiness.Waiting("its controller has not seen it yet"));
    }

    @ParameterizedTest
    @CsvSource({
        "eventing.knative.dev/v1alpha1, RabbitmqBrokerConfig",
        "kafka.strimzi.io/v1, KafkaNodePool",
        "postgresql.cnpg.io/v1, ScheduledBackup"
    })
    void what_nobody_says_is_ready_is_not_waited_for(String apiVersion, String kind)
            throws Exception {
        var resource = "{\"apiVersion\":\"%s\",\"kind\":\"%s\"}".formatted(apiVersion, kind);
        assertThat(Readiness.of(new Resource(new ObjectMapper().readTree(resource))))
                .isEqualTo(new Readiness.Ready());
    }

    @Test
    void a_job_that_has_failed_is_not_waited_for() throws Exception {
        var status =
                "{\"conditions\":[{\"type\":\"Failed\",\"status\":\"True\",\"reason\":\"BackoffLimitExceeded\"}]}";
        assertThat(Readiness.of(resource("batch/v1", "Job", status)))
                .isEqualTo(new Readiness.Failed("BackoffLimitExceeded"));
    }

    private static Resource resource(String apiVersion, String kind, String status)
            throws Exception {
        return new Resource(
                new ObjectMapper()
                        .readTree(
                                """
                                {"apiVersion":"%s","kind":"%s","metadata":{"name":"a","generation":2},"spec":{},"status":%s}
                                """
                                        .formatted(apiVersion, kind, status)));
    }
}
