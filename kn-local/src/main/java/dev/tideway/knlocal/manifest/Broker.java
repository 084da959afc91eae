package dev.tideway.knlocal.manifest;

import java.util.Map;
import java.util.Optional;

/// A Broker (`eventing.knative.dev/v1`) with the ConfigMap that its `spec.config` names already read.
///
/// `delivery` is what the Broker says itself, or what `config-br-defaults` says when it says nothing.
public record Broker(
        Key key, BrokerClass brokerClass, Optional<Topic> topic, Delivery delivery, Place place) {

    /// Of class Kafka only. `bootstrapServers` is what the ConfigMap says; whether the embedded Kafka
    /// stands in for it is a setting of the runner. `config` holds Kafka's own topic settings.
    public record Topic(
            String name,
            String bootstrapServers,
            int partitions,
            int replicationFactor,
            Map<String, String> config) {}
}
