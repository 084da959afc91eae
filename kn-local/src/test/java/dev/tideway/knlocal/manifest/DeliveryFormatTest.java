package dev.tideway.knlocal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `delivery.format: json` is honoured by one class of brokers; the others' users are told.
class DeliveryFormatTest {
    @ParameterizedTest
    @CsvSource({"Kafka, true", "MTChannelBasedBroker, false"})
    void who_wants_json_is_told_when_it_will_be_binary(
            String brokerClass, boolean told, @TempDir Path folder) throws IOException {
        // Given
        var file = folder.resolve("delivery.yaml");
        Files.writeString(
                file,
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: config}
                data: {default.topic.partitions: '1', default.topic.replication.factor: '1', bootstrap.servers: 'kafka:9092'}
                ---
                apiVersion: eventing.knative.dev/v1
                kind: Broker
                metadata: {name: b, annotations: {eventing.knative.dev/broker.class: %1$s}}
                spec:
                  config: {kind: ConfigMap, name: config}
                  delivery: {format: json}
                ---
                apiVersion: eventing.knative.dev/v1
                kind: Trigger
                metadata: {name: t}
                spec: {broker: b, subscriber: {uri: 'http://localhost:1/'}, delivery: {format: json}}
                """
                        .formatted(brokerClass));
        // When
        var read =
                Manifests.read(
                        new Sources(
                                folder, List.of(file), List.of(), "default", Map.of(), Set.of()));
        // Then
        assertThat(read.problems()).isEmpty();
        assertThat(read.notes().stream().map(Problem::toString))
                .filteredOn(it -> it.contains("spec.delivery.format is json"))
                .hasSize(told ? 2 : 0);
    }
}
