package dev.tideway.knlocal.manifest;

/// The value of `eventing.knative.dev/broker.class`; absent means [#MT_CHANNEL_BASED], as on a cluster.
public enum BrokerClass {
    KAFKA("Kafka", DataPlane.KAFKA),
    /// As [#KAFKA], with a data plane in the Broker's own namespace, and a Trigger's delivery merged with the Broker's.
    KAFKA_NAMESPACED("KafkaNamespaced", DataPlane.KAFKA),
    MT_CHANNEL_BASED("MTChannelBasedBroker", DataPlane.MT_BROKER);

    private final String annotation;
    private final DataPlane dataPlane;

    BrokerClass(String annotation, DataPlane dataPlane) {
        this.annotation = annotation;
        this.dataPlane = dataPlane;
    }

    public String annotation() {
        return annotation;
    }

    public DataPlane dataPlane() {
        return dataPlane;
    }
}
