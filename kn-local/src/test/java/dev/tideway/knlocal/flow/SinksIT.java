package dev.tideway.knlocal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.knlocal.log.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("KafkaSource and the sinks")
class SinksIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;

    @Test
    void a_kafka_sink_writes_what_a_kafka_source_reads() throws Exception {
        try (var listener = new Listener();
                var runner =
                        new LocalRunner.Setup(folder)
                                .manifests(
                                        """
                                        apiVersion: eventing.knative.dev/v1alpha1
                                        kind: KafkaSink
                                        metadata: {name: out, namespace: shop}
                                        spec: {topic: t, bootstrapServers: ["kafka:9092"], numPartitions: 2, replicationFactor: 1}
                                        ---
                                        apiVersion: sources.knative.dev/v1
                                        kind: KafkaSource
                                        metadata: {name: in, namespace: shop}
                                        spec:
                                          bootstrapServers: ["kafka:9092"]
                                          topics: [t]
                                          initialOffset: earliest
                                          ceOverrides: {extensions: {origin: laptop}}
                                          sink: {uri: "%s"}
                                        """
                                                .formatted(listener.uri()))
                                .start()) {
            // When
            var sink = "/@kafka-sink-ingress.knative-eventing.svc.cluster.local/shop/out";
            assertThat(runner.post(sink, "thing", "{}").statusCode()).isEqualTo(202);
            // Then
            await().atMost(PATIENCE).until(() -> !listener.heard("thing").isEmpty());
            assertThat(listener.heard("thing").getFirst().attributes())
                    .containsEntry("origin", "laptop")
                    .containsKeys("knativekafkapartition", "knativekafkaoffset");
            assertThat(runner.get(sink).statusCode()).isEqualTo(405);
            assertThat(runner.post("/shop/out", "thing", "{}").statusCode())
                    .as("without its host it is a broker that does not exist")
                    .isEqualTo(404);
        }
    }

    @Test
    void plain_records_of_a_kafka_of_ones_own_become_events_and_a_missing_topic_is_waited_for()
            throws Exception {
        try (var kafka = EmbeddedKafka.start(folder.resolve("kafka"), _ -> {});
                var listener = new Listener();
                var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                var runner =
                        new LocalRunner.Setup(folder)
                                .kafka(kafka.bootstrapServers())
                                .manifests(
                                        """
                                        apiVersion: sources.knative.dev/v1beta1
                                        kind: KafkaSource
                                        metadata: {name: in}
                                        spec:
                                          bootstrapServers: ["kafka:9092"]
                                          topics: [plain]
                                          initialOffset: earliest
                                          sink: {uri: "%s"}
                                        ---
                                        apiVersion: eventing.knative.dev/v1alpha1
                                        kind: KafkaSink
                                        metadata: {name: out}
                                        spec: {topic: whole, bootstrapServers: ["kafka:9092"], contentMode: structured,
                                          numPartitions: 1, replicationFactor: 1}
                                        """
                                                .formatted(listener.uri()))
                                .start()) {
            assertThat(runner.status().sources().getFirst().reason())
                    .isEqualTo("its topic does not exist");
            // When
            admin.createTopics(List.of(new NewTopic("plain", 1, (short) 1))).all().get();
            produce(kafka, new ProducerRecord<>("plain", "k-1", "hello"));
            // Then
            await().atMost(PATIENCE).until(() -> !listener.heard().isEmpty());
            assertThat(listener.heard().getFirst().data()).isEqualTo("hello");
            assertThat(listener.heard().getFirst().attributes())
                    .containsEntry("type", "dev.knative.kafka.event")
                    .containsEntry("id", "partition:0/offset:0")
                    .containsEntry("source", "/apis/v1/namespaces/default/kafkasources/in#plain")
                    .containsEntry("key", "k-1");
            assertThat(runner.status().sources().getFirst().ready()).isTrue();
            // When
            runner.post("/@kafka-sink-ingress.knative-eventing/default/out", "thing", "{\"a\":1}");
            // Then
            var record = first(kafka, "whole");
            assertThat(record.value())
                    .contains("\"type\":\"thing\"")
                    .contains("\"data\":{\"a\":1}");
            assertThat(
                            new String(
                                    record.headers().lastHeader("content-type").value(),
                                    StandardCharsets.UTF_8))
                    .isEqualTo("application/cloudevents+json");
        }
    }

    private static void produce(EmbeddedKafka kafka, ProducerRecord<String, String> record)
            throws Exception {
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.send(record).get();
        }
    }

    private static ConsumerRecord<String, String> first(EmbeddedKafka kafka, String topic) {
        try (var consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return await().atMost(PATIENCE)
                    .until(
                            () -> consumer.poll(Duration.ofMillis(100)).records(partition),
                            it -> !it.isEmpty())
                    .getFirst();
        }
    }

    @Test
    void an_event_transform_answers_or_sends_on() throws Exception {
        try (var listener = new Listener();
                var runner =
                        new LocalRunner.Setup(folder)
                                .manifests(
                                        """
                                        apiVersion: eventing.knative.dev/v1
                                        kind: Broker
                                        metadata: {name: default}
                                        ---
                                        apiVersion: eventing.knative.dev/v1
                                        kind: Trigger
                                        metadata: {name: shape}
                                        spec:
                                          broker: default
                                          filters: [{exact: {type: raw}}]
                                          subscriber: {ref: {apiVersion: eventing.knative.dev/v1alpha1, kind: EventTransform, name: shape}}
                                        ---
                                        apiVersion: eventing.knative.dev/v1
                                        kind: Trigger
                                        metadata: {name: shaped}
                                        spec:
                                          broker: default
                                          filters: [{exact: {type: raw.shaped}}]
                                          subscriber: {uri: "%1$s"}
                                        ---
                                        apiVersion: eventing.knative.dev/v1alpha1
                                        kind: EventTransform
                                        metadata: {name: shape}
                                        spec: {jsonata: {expression: '{"specversion": "1.0", "id": id, "source": source, "type": type & ".shaped", "user": data.user.id, "data": data.user}'}}
                                        ---
                                        apiVersion: eventing.knative.dev/v1alpha1
                                        kind: EventTransform
                                        metadata: {name: send}
                                        spec:
                                          jsonata: {expression: '{"specversion": "1.0", "id": id, "source": source, "type": "sent", "data": $string(data)}'}
                                          sink: {ref: {apiVersion: eventing.knative.dev/v1, kind: Broker, name: default}}
                                          reply: {discard: true}
                                        ---
                                        apiVersion: eventing.knative.dev/v1
                                        kind: Trigger
                                        metadata: {name: sent}
                                        spec: {broker: default, filters: [{exact: {type: sent}}], subscriber: {uri: "%1$s"}}
                                        """
                                                .formatted(listener.uri()))
                                .start()) {
            // When
            runner.post("/default/default", "raw", "{\"user\": {\"id\": \"u-1\"}}");
            // Then
            await().atMost(PATIENCE).until(() -> !listener.heard("raw.shaped").isEmpty());
            assertThat(listener.heard("raw.shaped").getFirst().attributes())
                    .containsEntry("user", "u-1");
            assertThat(listener.heard("raw.shaped").getFirst().data())
                    .isEqualTo("{\"id\":\"u-1\"}");
            // When
            var answer = runner.post("/@send-jsonata.default.svc.cluster.local/", "raw", "{}");
            // Then
            assertThat(answer.statusCode()).isEqualTo(202);
            await().atMost(PATIENCE).until(() -> !listener.heard("sent").isEmpty());
        }
    }

    @Test
    void a_transform_that_comes_to_nothing_says_so() throws Exception {
        try (var runner =
                new LocalRunner.Setup(folder)
                        .manifests(
                                """
                                apiVersion: eventing.knative.dev/v1alpha1
                                kind: EventTransform
                                metadata: {name: none}
                                spec: {jsonata: {expression: nowhere}}
                                """)
                        .start()) {
            var answer = runner.post("/@none-jsonata.default/", "raw", "{}");
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.headers().firstValue("reason"))
                    .contains("comes to nothing, no JSON object");
            assertThat(runner.post("/@none-jsonata.default/other", "raw", "{}").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void a_job_sink_runs_a_process_for_each_event_and_tells_how_it_stands() throws Exception {
        try (var runner =
                new LocalRunner.Setup(folder)
                        .manifests(
                                """
                                apiVersion: sinks.knative.dev/v1alpha1
                                kind: JobSink
                                metadata: {name: crunch, namespace: shop}
                                spec:
                                  job:
                                    spec:
                                      backoffLimit: 0
                                      template:
                                        spec:
                                          restartPolicy: Never
                                          containers:
                                            - image: registry.example.com/crunch
                                              command: [/bin/sh, -c, 'cat "$K_EVENT_PATH" >>got; grep -q good "$K_EVENT_PATH"']
                                """)
                        .start()) {
            var sink = "/@job-sink.knative-eventing.svc.cluster.local/shop/crunch";
            var host = "/@job-sink.knative-eventing";
            // When
            var answer = runner.post(sink, "good", "{}");
            var location = answer.headers().firstValue("location").orElseThrow();
            // Then
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(location).isEqualTo("/namespaces/shop/name/crunch/sources/%2Ftests/ids/1");
            await().atMost(PATIENCE).until(() -> runner.get(host + location).statusCode() == 200);
            assertThat(runner.post(sink, "bad", "{}").statusCode())
                    .as("the same source and id are the same job")
                    .isEqualTo(202);
            assertThat(Files.readString(folder.resolve("got")))
                    .containsOnlyOnce("\"type\":\"good\"")
                    .doesNotContain("bad");
            assertThat(runner.get(host + location + "2").statusCode()).isEqualTo(404);
            assertThat(runner.get(host + "/nowhere").statusCode()).isEqualTo(400);
            assertThat(runner.post(host + "/shop/nobody", "good", "{}").statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void a_job_that_ends_badly_is_answered_with_400() throws Exception {
        try (var runner =
                new LocalRunner.Setup(folder)
                        .manifests(
                                """
                                apiVersion: sinks.knative.dev/v1alpha1
                                kind: JobSink
                                metadata: {name: fails}
                                spec: {job: {spec: {backoffLimit: 0, template: {spec: {containers: [
                                  {image: x, command: [/bin/false]}]}}}}}
                                """)
                        .start()) {
            var answer = runner.post("/@job-sink.knative-eventing/default/fails", "a", "{}");
            var location = answer.headers().firstValue("location").orElseThrow();
            await().atMost(PATIENCE)
                    .until(() ->
                            runner.get("/@job-sink.knative-eventing" + location).statusCode()
                                    == 400);
        }
    }

    @Test
    void an_integration_sink_logs_what_it_takes() throws Exception {
        try (var runner =
                new LocalRunner.Setup(folder)
                        .manifests(
                                """
                                apiVersion: sinks.knative.dev/v1alpha1
                                kind: IntegrationSink
                                metadata: {name: log}
                                spec: {log: {level: INFO}}
                                """)
                        .start()) {
            var address = "/@log-deployment.default.svc.cluster.local/";
            assertThat(runner.post(address, "a", "{}").statusCode()).isEqualTo(202);
            assertThat(runner.get(address).statusCode()).isEqualTo(405);
            assertThat(runner.status().sinks())
                    .singleElement()
                    .satisfies(it ->
                            assertThat(it.url().toString())
                                    .startsWith("http://log-deployment.default.localhost:"));
        }
    }
}
