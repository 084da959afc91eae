package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Fields;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a Broker gets that it does not say itself: ConfigMap `config-br-defaults`, as Knative ships it unless the manifests
/// bring their own.
///
/// @param cluster for every namespace
/// @param namespaces what some namespaces say instead
record BrokerDefaults(Default cluster, Map<String, Default> namespaces) {
    static final Key CONFIG = new Key("knative-eventing", "config-br-defaults");
    private static final String DATA = "default-br-config";
    private static final Delivery SHIPPED =
            new Delivery(
                    Optional.empty(),
                    Optional.of(10),
                    Optional.of(Delivery.BackoffPolicy.EXPONENTIAL),
                    Optional.of(Duration.ofMillis(200)),
                    Optional.empty(),
                    Optional.empty());
    static final BrokerDefaults USUAL =
            new BrokerDefaults(
                    new Default(
                            BrokerClass.MT_CHANNEL_BASED.annotation(), SHIPPED, Optional.empty()),
                    Map.of());

    /// @param config the ConfigMap that stands in for an absent `spec.config`
    record Default(String brokerClass, Delivery delivery, Optional<Key> config) {}

    Default in(String namespace) {
        return namespaces.getOrDefault(namespace, cluster);
    }

    static BrokerDefaults of(ConfigMap map, Findings findings) {
        return map.document(DATA, findings)
                .map(fields -> read(fields, map, findings))
                .orElse(USUAL);
    }

    private static BrokerDefaults read(Fields fields, ConfigMap map, Findings findings) {
        var cluster =
                fields.fields("clusterDefault")
                        .map(it -> read(it, "knative-eventing", map, findings))
                        .orElse(USUAL.cluster);
        var namespaces = new HashMap<String, Default>();
        fields.fields("namespaceDefaults")
                .ifPresent(all -> {
                    for (var name : all.keys()) {
                        all.fields(name)
                                .ifPresent(
                                        it -> namespaces.put(name, read(it, name, map, findings)));
                    }
                });
        fields.done();
        return new BrokerDefaults(cluster, Map.copyOf(namespaces));
    }

    private static Default read(Fields fields, String namespace, ConfigMap map, Findings findings) {
        var origin = new Origin(map.place().file(), namespace, findings);
        var brokerClass = fields.string("brokerClass").map(Fields.Text::value);
        var name = fields.string("name").map(Fields.Text::value);
        var in = fields.string("namespace").map(Fields.Text::value).orElse(namespace);
        var delivery = DeliveryReader.read(fields, origin);
        fields.skip("apiVersion", "kind", "brokerClasses", "disallowDifferentNamespaceConfig");
        fields.done();
        return new Default(
                brokerClass.orElse(BrokerClass.MT_CHANNEL_BASED.annotation()),
                delivery.orElse(Delivery.NONE),
                name.map(it -> new Key(in, it)));
    }
}
