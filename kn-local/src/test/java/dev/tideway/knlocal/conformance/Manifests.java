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
        for (var on : Implementation.BROKERS) {
            broker(on, on.broker(), "");
        }
    }

    /// @param spec what it says besides its config, indented by two
    void broker(Implementation on, String name, String spec) {
        var config =
                switch (on) {
                    case KAFKA ->
                            "  config: {apiVersion: v1, kind: ConfigMap, name: conformance-kafka}\n";
                    case MT -> "";
                    case IN_MEMORY_CHANNEL, KAFKA_CHANNEL ->
                            throw new IllegalArgumentException(on.title() + " is no broker");
                };
        yaml(
                """
                apiVersion: eventing.knative.dev/v1
                kind: Broker
                metadata: {name: %s, annotations: {eventing.knative.dev/broker.class: %s}}
                spec:
                """
                                .formatted(name, on.title())
                        + config
                        + (spec.isEmpty() ? "" : spec + "\n")
                        + (config.isEmpty() && spec.isEmpty() ? "  {}\n" : ""));
    }

    /// On the broker of each class: a trigger for the events of the type that is its name, to the subscriber of that name.
    ///
    /// @param spec what it says besides, each line indented by two; `{dead}` stands for the address of its own dead-letter sink
    void triggers(String name, String spec) {
        for (var on : Implementation.BROKERS) {
            trigger(on, on.broker(), name, ofType(name), spec);
        }
    }

    /// One trigger with a filter of its own.
    ///
    /// @param filter `filters: …` or `filter: …`; empty for none
    void trigger(Implementation on, String broker, String name, String filter, String spec) {
        trigger(on, broker, name, "", filter, spec);
    }

    /// One that gets the events of a partition key one after the other.
    void ordered(Implementation on, String name, String filter, String spec) {
        var order = ", annotations: {kafka.eventing.knative.dev/delivery.order: ordered}";
        trigger(on, on.broker(), name, order, filter, spec);
    }

    private void trigger(
            Implementation on,
            String broker,
            String name,
            String annotations,
            String filter,
            String spec) {
        yaml(
                """
                apiVersion: eventing.knative.dev/v1
                kind: Trigger
                metadata: {name: %s-%s%s}
                spec:
                  broker: %s
                  subscriber: {uri: %s}
                """
                                .formatted(
                                        name,
                                        on.broker(),
                                        annotations,
                                        broker,
                                        receiver.uri(path(on, name)))
                        + (filter.isEmpty() ? "" : "  " + filter + "\n")
                        + filled(spec, on, name)
                        + "\n");
    }

    /// `{dead}` is the address of the dead-letter sink of that name, `{me}` that of its subscriber.
    String filled(String text, Implementation on, String name) {
        var path = path(on, name);
        return text.replace("{dead}", receiver.uri(path + "/dead").toString())
                .replace("{me}", receiver.uri(path).toString());
    }

    /// The filter that triggers have by default here: for the events of one type.
    static String ofType(String type) {
        return "filters: [{exact: {type: " + type + "}}]";
    }

    /// A channel named by its kind and a name.
    ///
    /// @param spec what it says besides, each line indented by two
    void channel(Implementation on, String name, String spec) {
        yaml(
                """
                apiVersion: messaging.knative.dev/v1
                kind: %s
                metadata: {name: %s-%s}
                spec:
                  %s
                %s
                """
                        .formatted(
                                on.title(), name, on.broker(), size(on), filled(spec, on, name)));
    }

    private static String size(Implementation on) {
        return switch (on) {
            case KAFKA_CHANNEL -> "numPartitions: 10\n  replicationFactor: 1";
            case IN_MEMORY_CHANNEL, KAFKA, MT -> "subscribers: []";
        };
    }

    /// A Subscription to the channel of that name, with the subscriber of its own name.
    ///
    /// @param spec what it says besides, each line indented by two
    void subscription(Implementation on, String channel, String name, String spec) {
        yaml(
                """
                apiVersion: messaging.knative.dev/v1
                kind: Subscription
                metadata: {name: %s-%s}
                spec:
                  channel: {apiVersion: messaging.knative.dev/v1, kind: %s, name: %s-%s}
                  subscriber: {uri: '%s'}
                %s
                """
                        .formatted(
                                name,
                                on.broker(),
                                on.title(),
                                channel,
                                on.broker(),
                                receiver.uri(path(on, name)),
                                filled(spec, on, name)));
    }

    /// A channelTemplate of that kind.
    static String template(Implementation on) {
        var spec =
                switch (on) {
                    case KAFKA_CHANNEL -> ", spec: {numPartitions: 10, replicationFactor: 1}";
                    case IN_MEMORY_CHANNEL, KAFKA, MT -> "";
                };
        return "channelTemplate: {apiVersion: messaging.knative.dev/v1, kind: "
                + on.title()
                + spec
                + "}";
    }

    String uri(Implementation on, String name) {
        return receiver.uri(path(on, name)).toString();
    }

    static String path(Implementation on, String name) {
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
