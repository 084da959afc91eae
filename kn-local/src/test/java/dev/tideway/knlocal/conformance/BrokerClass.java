package dev.tideway.knlocal.conformance;

/// The broker classes that a sentence may hold for.
enum BrokerClass {
    KAFKA("Kafka"),
    MT("MTChannelBasedBroker");

    private final String annotation;

    BrokerClass(String annotation) {
        this.annotation = annotation;
    }

    /// As `eventing.knative.dev/broker.class` has it.
    String annotation() {
        return annotation;
    }

    /// The name of the one broker of this class that every chapter has.
    String broker() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
