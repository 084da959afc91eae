package dev.tideway.knlocal.manifest;

import java.util.List;

/// A KafkaSource (`sources.knative.dev/v1`): the records of topics that need not be events.
///
/// @param group the consumer group under which its place is kept
public record KafkaSource(
        Key key,
        List<String> topics,
        String group,
        InitialOffset initialOffset,
        Trigger.Order order,
        KeyType keyType,
        Delivery delivery,
        Destination sink,
        Overrides overrides,
        Place place)
        implements Source {
    public static final String KIND = "KafkaSource";

    public KafkaSource {
        topics = List.copyOf(topics);
    }

    /// Where a group begins that has no place yet.
    public enum InitialOffset {
        EARLIEST,
        LATEST
    }

    /// What the bytes of a record's key are: label `kafkasources.sources.knative.dev/key-type`.
    public enum KeyType {
        STRING,
        INT,
        FLOAT,
        BYTE_ARRAY
    }

    @Override
    public ObjectRef ref() {
        return new ObjectRef(KIND, key);
    }
}
