package dev.tideway.knlocal.manifest;

import java.util.Optional;

/// A Broker (`eventing.knative.dev/v1`) with the ConfigMap that its `spec.config` names already read.
///
/// `delivery` is what the Broker says itself, or what `config-br-defaults` says when it says nothing.
///
/// @param topic of a Broker on Kafka
public record Broker(
        Key key, BrokerClass brokerClass, Optional<Topic> topic, Delivery delivery, Place place) {
    public static final String KIND = "Broker";

    public ObjectRef ref() {
        return new ObjectRef(KIND, key);
    }
}
