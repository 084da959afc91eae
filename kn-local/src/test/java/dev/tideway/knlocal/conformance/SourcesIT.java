package dev.tideway.knlocal.conformance;

import static dev.tideway.knlocal.conformance.Event.event;
import static dev.tideway.knlocal.conformance.Implementation.KAFKA;
import static dev.tideway.knlocal.conformance.Implementation.MT;
import static dev.tideway.knlocal.conformance.World.awaitOne;
import static dev.tideway.knlocal.conformance.World.awaitRequests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.conformance.Sentences.Tried;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// On a runner of its own whatever the environment says: the programs are no images.
@Chapter(number = 13, title = "Sources, sinks and bindings")
class SourcesIT {
    private static World world;

    @BeforeAll
    static void start() throws Exception {
        world =
                World.local(
                        SmallFunction.settings(),
                        yaml -> {
                            yaml.triggers("dev.knative.sources.ping", "");
                            for (var on : Implementation.BROKERS) {
                                yaml.yaml(pingSource(on));
                            }
                            yaml.yaml(RESOURCES);
                            yaml.trigger(KAFKA, "kafka", "shaped", Manifests.ofType("shaped"), "");
                        });
    }

    private static String pingSource(Implementation on) {
        return """
        apiVersion: sources.knative.dev/v1
        kind: PingSource
        metadata: {name: tick-%1$s}
        spec:
          schedule: '* * * * * *'
          contentType: application/json
          data: '{"tick": true}'
          ceOverrides: {extensions: {color: blue}}
          sink: {ref: {apiVersion: eventing.knative.dev/v1, kind: Broker, name: %1$s}}
        """
                .formatted(on.broker());
    }

    private static final String RESOURCES =
            """
            apiVersion: serving.knative.dev/v1
            kind: Service
            metadata: {name: bound}
            spec: {template: {spec: {containers: [{image: small}]}}}
            ---
            apiVersion: sources.knative.dev/v1
            kind: SinkBinding
            metadata: {name: binding}
            spec:
              subject: {apiVersion: serving.knative.dev/v1, kind: Service, name: bound}
              sink: {ref: {apiVersion: eventing.knative.dev/v1, kind: Broker, name: kafka}}
              ceOverrides: {extensions: {color: blue}}
            ---
            apiVersion: eventing.knative.dev/v1alpha1
            kind: KafkaSink
            metadata: {name: audit}
            spec: {topic: audit, bootstrapServers: ['kafka:9092'], numPartitions: 1, replicationFactor: 1}
            ---
            apiVersion: eventing.knative.dev/v1alpha1
            kind: EventTransform
            metadata: {name: shape}
            spec:
              jsonata:
                expression: '{"specversion": "1.0", "id": id, "source": source, "type": "shaped", "data": {"was": type}}'
            ---
            apiVersion: eventing.knative.dev/v1
            kind: Trigger
            metadata: {name: shape}
            spec:
              broker: kafka
              filters: [{exact: {type: raw}}]
              subscriber: {ref: {apiVersion: eventing.knative.dev/v1alpha1, kind: EventTransform, name: shape}}
            ---
            apiVersion: sinks.knative.dev/v1alpha1
            kind: JobSink
            metadata: {name: job}
            spec: {job: {spec: {template: {spec: {containers: [{image: job, command: [sh, -c, 'test -s "$K_EVENT_PATH"']}]}}}}}
            """;

    @AfterAll
    static void stop() {
        world.close();
    }

    @Tried
    @Sentence(
            value =
                    "A PingSource sends `dev.knative.sources.ping` from `/apis/v1/namespaces/<ns>/pingsources/<name>` with its data, its content type and the extensions of `ceOverrides`; a schedule may begin with seconds.",
            on = {KAFKA, MT})
    void ping(Implementation on) throws Exception {
        var heard = awaitRequests(world.subscriber(on, "dev.knative.sources.ping"), 2);
        var first = heard.getFirst();
        assertThat(first.attribute("source"))
                .isEqualTo("/apis/v1/namespaces/default/pingsources/tick-" + on.broker());
        assertThat(first.headers()).containsEntry("content-type", "application/json");
        assertThat(first.body()).isEqualTo("{\"tick\": true}");
        assertThat(first.attribute("color")).isEqualTo("blue");
        assertThat(heard.get(1).attribute("id")).isNotEqualTo(first.attribute("id"));
    }

    @Tried
    @Sentence("A SinkBinding's subject gets `K_SINK`, and `K_CE_OVERRIDES` as JSON.")
    void binding() throws Exception {
        var environment = world.exchange(world.requestTo(KAFKA, "bound", "/env").GET()).body();
        assertThat(environment)
                .containsPattern("K_SINK=http://127\\.0\\.0\\.1:\\d+/default/kafka")
                .contains("K_CE_OVERRIDES={\"extensions\":{\"color\":\"blue\"}}");
    }

    @Tried
    @Sentence(
            "A KafkaSink is addressed by the host `kafka-sink-ingress.knative-eventing.svc.cluster.local` and its path; it answers as a Kafka broker's ingress does.")
    void kafkaSink() throws Exception {
        assertThat(sink("kafka-sink-ingress", "/default/audit", event("t"))).isEqualTo(202);
        assertThat(sink("kafka-sink-ingress", "/default/audit", new Event(Map.of(), "{}")))
                .isEqualTo(400);
        assertThat(sink("kafka-sink-ingress", "/default/nobody", event("t"))).isEqualTo(404);
    }

    private static int sink(String ingress, String path, Event event) throws Exception {
        return post(ingress, path, event).statusCode();
    }

    private static HttpResponse<String> post(String ingress, String path, Event event)
            throws Exception {
        return world.postAt(KAFKA, ingress + ".knative-eventing.svc.cluster.local", path, event);
    }

    @Tried
    @Sentence(
            "An EventTransform without a sink answers with what its JSONata expression makes of the event.")
    void transform() throws Exception {
        var id = world.send(KAFKA, event("raw"));
        var heard = awaitOne(world.subscriber(KAFKA, "shaped"), id);
        assertThat(heard.body().replaceAll("\\s", "")).isEqualTo("{\"was\":\"raw\"}");
    }

    @Tried
    @Sentence(
            "A JobSink answers 202 with the `Location` of its job; GET there is 202 while it runs, 200 once it is done. The same source and id is the same job.")
    void job() throws Exception {
        var event = event("t");
        var answer = post("job-sink", "/default/job", event);
        var location = answer.headers().firstValue("Location").orElse("");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(location).isNotEmpty();
        await().atMost(World.PATIENCE)
                .until(() ->
                        world.exchange(
                                                world.requestAt(
                                                                KAFKA,
                                                                "job-sink.knative-eventing.svc.cluster.local",
                                                                location)
                                                        .GET())
                                        .statusCode()
                                == 200);
        assertThat(post("job-sink", "/default/job", event).headers().firstValue("Location"))
                .contains(location);
    }
}
