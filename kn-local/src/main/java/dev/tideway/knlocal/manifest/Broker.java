package dev.tideway.knlocal.manifest;

import java.time.Duration;
import java.util.Optional;

/// A Broker (`eventing.knative.dev/v1`) with the ConfigMap that its `spec.config` names already read.
///
/// `delivery` is what the Broker says itself, or what `config-br-defaults` says when it says nothing.
///
/// @param topic of a Broker on Kafka
public record Broker(
        Key key, BrokerClass brokerClass, Optional<Topic> topic, Delivery delivery, Place place) {
    public static final String KIND = "Broker";

    private static final Duration NAMESPACED_DELAY = Duration.ofSeconds(1);

    /// How a Trigger of it delivers: its own delivery replaces the Broker's as a whole, and is laid over it where the class is
    /// KafkaNamespaced, which has a delay of its own besides.
    public Delivery delivery(Trigger trigger) {
        var own = trigger.delivery();
        return switch (brokerClass) {
            case KAFKA, MT_CHANNEL_BASED -> own.orElse(delivery);
            case KAFKA_NAMESPACED ->
                    own.map(it -> it.over(delivery))
                            .orElse(delivery)
                            .over(Delivery.NONE.with(NAMESPACED_DELAY));
        };
    }

    public ObjectRef ref() {
        return new ObjectRef(KIND, key);
    }
}
