package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.filter.Reading;

/// The value of `eventing.knative.dev/broker.class`; absent means [#MT_CHANNEL_BASED], as on a cluster.
public enum BrokerClass {
    KAFKA("Kafka", Reading.KAFKA),
    MT_CHANNEL_BASED("MTChannelBasedBroker", Reading.CHANNEL_BASED);

    private final String annotation;
    private final Reading reading;

    BrokerClass(String annotation, Reading reading) {
        this.annotation = annotation;
        this.reading = reading;
    }

    public String annotation() {
        return annotation;
    }

    /// How brokers of this class read their triggers' filters.
    public Reading reading() {
        return reading;
    }
}
