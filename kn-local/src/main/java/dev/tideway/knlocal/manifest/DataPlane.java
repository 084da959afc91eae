package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.filter.Reading;

/// Which of Knative's programs would carry the events on a cluster. They differ in what they take, what they add, what
/// they try again and where replies go; each place that has to know is a `switch` over this.
public enum DataPlane {
    /// The receiver and dispatcher of Knative's Kafka Broker, which KafkaChannels, KafkaSinks and KafkaSources share.
    KAFKA(Reading.KAFKA),
    /// The ingress and filter of MTChannelBasedBroker, over an in-memory channel.
    MT_BROKER(Reading.CHANNEL_BASED),
    /// The in-memory channel's own dispatcher.
    IN_MEMORY_CHANNEL(Reading.CHANNEL_BASED);

    private final Reading reading;

    DataPlane(Reading reading) {
        this.reading = reading;
    }

    /// How it reads filters.
    public Reading reading() {
        return reading;
    }
}
