package dev.tideway.knlocal.conformance;

/// The YAML of a chapter: a broker of each class, and what its sentences add.
final class Manifests {
    private final StringBuilder yaml = new StringBuilder();
    private final Receiver receiver;

    Manifests(Receiver receiver) {
        this.receiver = receiver;
        yaml(
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: conformance-kafka}
                data:
                  default.topic.partitions: "10"
                  default.topic.replication.factor: "1"
                  bootstrap.servers: my-cluster-kafka-bootstrap.kafka:9092
                """);
        for (var on : BrokerClass.values()) {
            broker(on, on.broker(), "");
        }
    }

    /// @param spec what it says besides its config, indented by two
    void broker(BrokerClass on, String name, String spec) {
        var config =
                switch (on) {
                    case KAFKA ->
                            "  config: {apiVersion: v1, kind: ConfigMap, name: conformance-kafka}\n";
                    case MT -> "";
                };
        yaml(
                """
                apiVersion: eventing.knative.dev/v1
                kind: Broker
                metadata: {name: %s, annotations: {eventing.knative.dev/broker.class: %s}}
                spec:
                """
                                .formatted(name, on.annotation())
                        + config
                        + (spec.isEmpty() ? "" : spec + "\n")
                        + (config.isEmpty() && spec.isEmpty() ? "  {}\n" : ""));
    }

    /// On the broker of each class: a trigger for the events of the type that is its name, to the subscriber of that name.
    ///
    /// @param spec what it says besides, each line indented by two; `{dead}` stands for the address of its own dead-letter sink
    void triggers(String name, String spec) {
        for (var on : BrokerClass.values()) {
            trigger(on, on.broker(), name, "filters: [{exact: {type: " + name + "}}]", spec);
        }
    }

    /// One trigger with a filter of its own.
    ///
    /// @param filter `filters: …` or `filter: …`; empty for none
    void trigger(BrokerClass on, String broker, String name, String filter, String spec) {
        var path = path(on, name);
        yaml(
                """
                apiVersion: eventing.knative.dev/v1
                kind: Trigger
                metadata: {name: %s-%s}
                spec:
                  broker: %s
                  subscriber: {uri: %s}
                """
                                .formatted(name, on.broker(), broker, receiver.uri(path))
                        + (filter.isEmpty() ? "" : "  " + filter + "\n")
                        + spec.replace("{dead}", receiver.uri(path + "/dead").toString())
                        + "\n");
    }

    static String path(BrokerClass on, String name) {
        return on.broker() + "/" + name;
    }

    /// Any other resource, or several.
    void yaml(String document) {
        yaml.append("---\n").append(document).append('\n');
    }

    @Override
    public String toString() {
        return yaml.toString();
    }
}
