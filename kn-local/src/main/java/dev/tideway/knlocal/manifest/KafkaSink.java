package dev.tideway.knlocal.manifest;

import java.net.URI;

/// A KafkaSink (`eventing.knative.dev/v1alpha1`): writes the events that it takes into a topic.
///
/// @param managed the topic is the sink's own, made when it is missing; else it is somebody's, and waited for
public record KafkaSink(Key key, Topic topic, boolean managed, ContentMode mode, Place place)
        implements Sink {
    public static final String KIND = "KafkaSink";

    /// Of the CloudEvents Kafka protocol binding.
    public enum ContentMode {
        BINARY,
        STRUCTURED
    }

    @Override
    public ObjectRef ref() {
        return new ObjectRef(KIND, key);
    }

    @Override
    public URI address() {
        return Addressables.shared("kafka-sink-ingress", key);
    }
}
