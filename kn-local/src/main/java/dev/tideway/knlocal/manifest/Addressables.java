package dev.tideway.knlocal.manifest;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What takes events, and the address that a cluster gives it: what its `status.address.url` would say.
final class Addressables {
    /// The kinds that a Destination can name, and the versions it can name them in.
    static final Map<String, Set<String>> KINDS =
            Map.ofEntries(
                    Map.entry("Service", Set.of("serving.knative.dev/v1", "v1")),
                    Map.entry(Broker.KIND, Set.of("eventing.knative.dev/v1")),
                    Map.entry(Channel.KIND, Set.of("messaging.knative.dev/v1")),
                    Map.entry("InMemoryChannel", Set.of("messaging.knative.dev/v1")),
                    Map.entry(
                            "KafkaChannel",
                            Set.of("messaging.knative.dev/v1", "messaging.knative.dev/v1beta1")),
                    Map.entry("Sequence", Set.of("flows.knative.dev/v1")),
                    Map.entry("Parallel", Set.of("flows.knative.dev/v1")),
                    Map.entry(KafkaSink.KIND, Set.of("eventing.knative.dev/v1alpha1")),
                    Map.entry(EventTransform.KIND, Set.of("eventing.knative.dev/v1alpha1")),
                    Map.entry(JobSink.KIND, Set.of("sinks.knative.dev/v1alpha1")),
                    Map.entry(LogSink.KIND, Set.of("sinks.knative.dev/v1alpha1")));

    private static final String CLUSTER = ".svc.cluster.local";

    private final Map<ObjectRef, URI> addresses = new LinkedHashMap<>();

    void add(ObjectRef ref, URI address) {
        addresses.put(ref, address);
    }

    /// By its own name, and by one for each tag.
    void add(FunctionSpec function) {
        function.addresses().forEach(key -> add(new ObjectRef("Service", key), ofService(key)));
    }

    void remove(ObjectRef ref) {
        addresses.remove(ref);
    }

    Map<ObjectRef, URI> all() {
        return addresses;
    }

    /// Of one whose kind has one host for the whole cluster.
    static URI shared(String host, Key key) {
        return URI.create("http://" + host + ".knative-eventing" + CLUSTER + "/" + key);
    }

    static URI ofService(Key service) {
        return URI.create("http://" + service.name() + "." + service.namespace() + CLUSTER);
    }

    static URI of(Broker broker) {
        var key = broker.key();
        var host =
                switch (broker.brokerClass()) {
                    case KAFKA -> "kafka-broker-ingress.knative-eventing";
                    case KAFKA_NAMESPACED -> "kafka-broker-ingress." + key.namespace();
                    case MT_CHANNEL_BASED -> "broker-ingress.knative-eventing";
                };
        return URI.create("http://" + host + CLUSTER + "/" + key);
    }

    static URI ofChannel(Key channel) {
        var host = channel.name() + "-kn-channel." + channel.namespace();
        return URI.create("http://" + host + CLUSTER);
    }
}
