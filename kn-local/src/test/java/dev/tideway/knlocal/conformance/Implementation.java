package dev.tideway.knlocal.conformance;

import java.util.List;
import java.util.Locale;

/// What a sentence may hold for: the broker classes, and the kinds of channel.
enum Implementation {
    KAFKA("Kafka"),
    MT("MTChannelBasedBroker"),
    IN_MEMORY_CHANNEL("InMemoryChannel"),
    KAFKA_CHANNEL("KafkaChannel");

    static final List<Implementation> BROKERS = List.of(KAFKA, MT);
    static final List<Implementation> CHANNELS = List.of(IN_MEMORY_CHANNEL, KAFKA_CHANNEL);

    private final String title;

    Implementation(String title) {
        this.title = title;
    }

    /// As Knative has it: the value of `eventing.knative.dev/broker.class`, or the kind.
    String title() {
        return title;
    }

    /// Of the one broker of this class that every chapter has; and a part of the names that a chapter makes.
    String broker() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
