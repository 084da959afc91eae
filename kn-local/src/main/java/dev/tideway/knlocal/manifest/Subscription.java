package dev.tideway.knlocal.manifest;

import java.util.Optional;

/// A Subscription (`messaging.knative.dev/v1`) to a channel: an own one, or a step of a Sequence or Parallel.
///
/// @param reply where the subscriber's answers go; without it they are dropped
public record Subscription(
        Key key,
        Key channel,
        Destination subscriber,
        Optional<Destination> reply,
        Optional<Delivery> delivery,
        Place place) {
    public static final String KIND = "Subscription";

    public ObjectRef ref() {
        return new ObjectRef(KIND, key);
    }

    /// The consumer group under which its place in a KafkaChannel is kept. On a cluster the last part is the
    /// Subscription's UID, which nothing has here.
    public String group() {
        return "kafka.%s.%s.%s".formatted(channel.namespace(), channel.name(), key.name());
    }
}
