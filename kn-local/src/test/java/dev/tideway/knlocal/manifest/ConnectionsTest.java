package dev.tideway.knlocal.manifest;

import static dev.tideway.knlocal.manifest.ManifestProblemsTest.FILES;
import static dev.tideway.knlocal.manifest.ManifestProblemsTest.sources;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private final Resources read =
            Manifests.read(
                    sources(
                            List.of(
                                    FILES.resolve("good/broker.yaml"),
                                    FILES.resolve("connections.yaml")),
                            List.of(FILES.resolve("functions/orders"))));

    private <T> T source(Class<T> type, String namespace, String name) {
        var ref = new ObjectRef(type.getSimpleName(), new Key(namespace, name));
        return type.cast(requireNonNull(read.sources().get(ref)));
    }

    @Test
    void nothing_is_wrong_with_them() {
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void a_ping_source_is_read_whole() {
        // When
        var tick = source(PingSource.class, "shop", "tick");
        // Then
        assertThat(tick.schedule().next(Instant.parse("2026-11-27T16:56:00Z")))
                .as("Friday evening in Berlin; Monday is next")
                .contains(Instant.parse("2026-11-30T08:00:00Z"));
        var event = tick.event(Instant.parse("2026-01-02T03:04:05.678Z"));
        assertThat(event.attributes())
                .containsEntry("type", "dev.knative.sources.ping")
                .containsEntry("source", "/apis/v1/namespaces/shop/pingsources/tick")
                .containsEntry("datacontenttype", "application/json")
                .containsEntry("time", "2026-01-02T03:04:05.678Z")
                .containsEntry("origin", "laptop");
        assertThat(new String(requireNonNull(event.data()), StandardCharsets.UTF_8))
                .isEqualTo("{\"n\": 1}");
        assertThat(event.id()).isNotEqualTo(tick.event(Instant.EPOCH).id());
    }

    @Test
    void a_kafka_source_gets_the_defaults_of_its_control_plane() {
        // When
        var rows = source(KafkaSource.class, "default", "rows");
        // Then
        assertThat(rows.topics()).containsExactly("a", "b");
        assertThat(rows.group()).isEqualTo("knative-kafka-source-default-rows");
        assertThat(rows.initialOffset()).isEqualTo(KafkaSource.InitialOffset.LATEST);
        assertThat(rows.order()).isEqualTo(Trigger.Order.ORDERED);
        assertThat(rows.keyType()).isEqualTo(KafkaSource.KeyType.INT);
        assertThat(rows.delivery())
                .isEqualTo(
                        new Delivery(
                                Optional.empty(),
                                Optional.of(10),
                                Optional.of(Delivery.BackoffPolicy.EXPONENTIAL),
                                Optional.of(Duration.ofMillis(300)),
                                Optional.of(Duration.ofMinutes(10)),
                                Optional.empty()));
        assertThat(read.notes())
                .map(Problem::toString)
                .anyMatch(it -> it.startsWith("connections.yaml:19: spec.net means a Kafka with"));
    }

    @Test
    void a_container_source_is_its_containers_command() {
        // When
        var heartbeats = source(ContainerSource.class, "default", "heartbeats");
        // Then
        assertThat(heartbeats.program().command()).containsExactly("/bin/beat", "--period", "1");
        assertThat(heartbeats.program().envs())
                .map(FunctionSpec.Env::name)
                .containsExactly("POD", "PORT");
    }

    @Test
    void a_command_of_kn_local_yaml_stands_for_an_image() {
        // Given
        var usual = sources(List.of(FILES.resolve("connections.yaml")), List.of());
        var commands = Map.of("heartbeats", List.of("node", "beat.js"));
        // When
        var read =
                Manifests.read(
                        new Sources(
                                usual.root(),
                                usual.manifests(),
                                usual.functions(),
                                "default",
                                commands,
                                Set.of()));
        // Then
        var ref = new ObjectRef(ContainerSource.KIND, new Key("default", "heartbeats"));
        assertThat(read.sources().get(ref))
                .isInstanceOfSatisfying(
                        ContainerSource.class,
                        it ->
                                assertThat(it.program().command())
                                        .containsExactly("node", "beat.js", "--period", "1"));
    }

    @Test
    void a_sink_binding_binds_the_function_it_names_and_says_what_it_cannot_bind() {
        assertThat(source(SinkBinding.class, "default", "by-name").functions())
                .containsExactly(new Key("default", "orders"));
        assertThat(source(SinkBinding.class, "default", "a-deployment").functions()).isEmpty();
        assertThat(read.notes())
                .map(Problem::toString)
                .anyMatch(it -> it.contains("subject.kind is Deployment of apps/v1"));
    }

    @Test
    void sinks_have_the_addresses_of_a_cluster() {
        assertThat(read.addresses())
                .containsEntry(
                        new ObjectRef(KafkaSink.KIND, new Key("shop", "out")),
                        URI.create(
                                "http://kafka-sink-ingress.knative-eventing.svc.cluster.local/shop/out"))
                .containsEntry(
                        new ObjectRef(EventTransform.KIND, new Key("default", "shape")),
                        URI.create("http://shape-jsonata.default.svc.cluster.local"));
    }

    @Test
    void an_event_type_is_read_in_its_newest_version() {
        assertThat(read.eventTypes())
                .containsValue(
                        new EventType(
                                new Key("default", "placed"),
                                "order.placed",
                                Optional.of("/shop"),
                                Optional.of(
                                        new ObjectRef("Broker", new Key("default", "default")))));
    }
}
