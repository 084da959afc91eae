package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// Reads a Broker, with the ConfigMap its `spec.config` names.
final class BrokerReader {
    private static final String CLASS = "eventing.knative.dev/broker.class";
    private static final String EXTERNAL_TOPIC = "kafka.eventing.knative.dev/external.topic";

    private static final Key SHIPPED_CONFIG = new Key("knative-eventing", "kafka-broker-config");
    static final String SHIPPED_SERVERS = "my-cluster-kafka-bootstrap.kafka:9092";

    private final Map<Key, ConfigMap> configMaps;
    private final BrokerDefaults defaults;
    private final NameTemplates names;
    private final Findings findings;

    BrokerReader(
            Map<Key, ConfigMap> configMaps,
            BrokerDefaults defaults,
            NameTemplates names,
            Findings findings) {
        this.configMaps = configMaps;
        this.defaults = defaults;
        this.names = names;
        this.findings = findings;
    }

    Optional<Broker> read(Resource resource) {
        var fields = resource.fields();
        var spec = fields.fields("spec");
        fields.done();
        var brokerClass = brokerClass(resource);
        var origin = new Origin(resource.file(), resource.key().namespace(), findings);
        var config = spec.flatMap(it -> config(it, origin));
        var plane = brokerClass.map(BrokerClass::dataPlane).orElse(DataPlane.KAFKA);
        var delivery = spec.flatMap(it -> DeliveryReader.read(it, origin, plane));
        spec.ifPresent(Fields::done);
        var usual = defaults.in(resource.key().namespace());
        return brokerClass.flatMap(it -> {
            var topic =
                    switch (it) {
                        case KAFKA, KAFKA_NAMESPACED ->
                                topic(
                                        resource,
                                        config.or(() ->
                                                usual.config()
                                                        .map(key ->
                                                                new Config(
                                                                        key, resource.place()))));
                        case MT_CHANNEL_BASED -> Optional.<Topic>empty();
                    };
            return Optional.of(
                    new Broker(
                            resource.key(),
                            it,
                            topic,
                            delivery.orElse(usual.delivery()),
                            resource.place()));
        });
    }

    private Optional<BrokerClass> brokerClass(Resource resource) {
        var given = resource.annotations().get(CLASS);
        var name =
                given == null
                        ? defaults.in(resource.key().namespace()).brokerClass()
                        : given.value();
        var known =
                Arrays.stream(BrokerClass.values())
                        .filter(it -> it.annotation().equals(name))
                        .findFirst();
        if (known.isEmpty()) {
            findings.problem(
                    given == null ? resource.place() : resource.at(given.line()),
                    "metadata.annotations." + CLASS,
                    "is "
                            + name
                            + ", and kn-local runs the classes Kafka, KafkaNamespaced and MTChannelBasedBroker only",
                    "");
        }
        return known;
    }

    private static Optional<Config> config(Fields spec, Origin origin) {
        return spec.fields("config")
                .flatMap(config -> {
                    var kind = config.string("kind");
                    kind.filter(it -> !it.value().equals("ConfigMap"))
                            .ifPresent(it ->
                                    config.problem(
                                            "kind", "is " + it.value() + ", wanted ConfigMap", ""));
                    var name = config.required("name");
                    var namespace = config.string("namespace").map(Text::value);
                    config.skip("apiVersion");
                    config.done();
                    return name.map(it ->
                            new Config(
                                    new Key(namespace.orElse(origin.namespace()), it.value()),
                                    origin.at(it.line())));
                });
    }

    private Optional<Topic> topic(Resource resource, Optional<Config> config) {
        var external =
                Optional.ofNullable(resource.annotations().get(EXTERNAL_TOPIC)).map(Text::value);
        var name = external.orElseGet(() -> names.topic(resource.key()));
        if (config.isEmpty()) {
            findings.problem(
                    resource.place(),
                    "spec.config",
                    "is missing: class Kafka takes bootstrap.servers and its topic's partitions from a ConfigMap",
                    "");
            return Optional.empty();
        }
        var map = configMaps.get(config.get().key());
        if (map != null) {
            return new TopicReader(map, findings).read(name);
        }
        if (config.get().key().equals(SHIPPED_CONFIG)) {
            findings.note(
                    config.get().place(),
                    "spec.config",
                    "names Knative's sample "
                            + SHIPPED_CONFIG
                            + ", taken as it is shipped: 10 partitions, replication factor 3");
            return Optional.of(new Topic(name, SHIPPED_SERVERS, 10, 3, Map.of()));
        }
        findings.problem(
                config.get().place(),
                "spec.config.name",
                "names the ConfigMap " + config.get().key() + ", which is not in the manifests",
                "");
        return Optional.empty();
    }

    /// Which ConfigMap, and where that was said.
    private record Config(Key key, Place place) {}
}
