package dev.tideway.flowtest;

/// What the brokers of a test keep their events in.
public enum BrokerClass {
    /// Every Broker is taken for one of class `MTChannelBasedBroker`, whatever the manifests say: nothing to start, and the fastest.
    IN_MEMORY,
    /// As the manifests have it. On Kafka an embedded one starts, in a second or two.
    AS_WRITTEN
}
