package dev.tideway.knlocal.manifest;

import java.util.Optional;

/// A channel (`messaging.knative.dev`): a Channel, or the InMemoryChannel or KafkaChannel that is made for one.
///
/// @param topic of a KafkaChannel
/// @param delivery what its Subscriptions get that say nothing themselves
public record Channel(
        Key key, Type type, Optional<Topic> topic, Optional<Delivery> delivery, Place place) {
    public static final String KIND = "Channel";

    /// How a Subscription to it delivers: its own delivery replaces the channel's in memory, and is laid over it on Kafka.
    public Delivery delivery(Subscription subscription) {
        var usual = delivery.orElse(Delivery.NONE);
        return switch (type) {
            case IN_MEMORY -> subscription.delivery().orElse(usual);
            case KAFKA -> subscription.delivery().map(it -> it.over(usual)).orElse(usual);
        };
    }

    public enum Type {
        IN_MEMORY("InMemoryChannel", DataPlane.IN_MEMORY_CHANNEL, Trigger.Order.UNORDERED),
        KAFKA("KafkaChannel", DataPlane.KAFKA, Trigger.Order.ORDERED);

        private final String kind;
        private final DataPlane dataPlane;
        private final Trigger.Order order;

        Type(String kind, DataPlane dataPlane, Trigger.Order order) {
            this.kind = kind;
            this.dataPlane = dataPlane;
            this.order = order;
        }

        public String kind() {
            return kind;
        }

        public DataPlane dataPlane() {
            return dataPlane;
        }

        /// In which all its subscriptions are served.
        public Trigger.Order order() {
            return order;
        }
    }

    public ObjectRef ref() {
        return new ObjectRef(KIND, key);
    }
}
