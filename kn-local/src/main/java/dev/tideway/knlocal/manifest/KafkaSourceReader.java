package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.manifest.KafkaSource.InitialOffset;
import dev.tideway.knlocal.manifest.KafkaSource.KeyType;
import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads a KafkaSource with the defaults of its control plane.
final class KafkaSourceReader {
    private static final String KEY_TYPE = "kafkasources.sources.knative.dev/key-type";
    private static final Map<String, KeyType> KEY_TYPES =
            Map.of(
                    "string", KeyType.STRING,
                    "int", KeyType.INT,
                    "float", KeyType.FLOAT,
                    "byte-array", KeyType.BYTE_ARRAY);
    private static final Map<String, InitialOffset> OFFSETS =
            new TreeMap<>(
                    Map.of("earliest", InitialOffset.EARLIEST, "latest", InitialOffset.LATEST));
    private static final Map<String, Trigger.Order> ORDERS =
            new TreeMap<>(
                    Map.of(
                            "ordered", Trigger.Order.ORDERED,
                            "unordered", Trigger.Order.UNORDERED));
    private static final Delivery USUAL =
            new Delivery(
                    Optional.empty(),
                    Optional.of(10),
                    Optional.of(Delivery.BackoffPolicy.EXPONENTIAL),
                    Optional.of(Duration.ofMillis(300)),
                    Optional.of(Duration.ofMinutes(10)),
                    Optional.empty());

    private final Findings findings;

    KafkaSourceReader(Findings findings) {
        this.findings = findings;
    }

    Optional<KafkaSource> read(Resource resource) {
        return resource.spec().flatMap(spec -> read(resource, spec));
    }

    private Optional<KafkaSource> read(Resource resource, Fields spec) {
        var origin = resource.origin(findings);
        var key = resource.key();
        var topics = topics(spec);
        servers(spec);
        spec.whole("consumers", 0, Integer.MAX_VALUE);
        var group = spec.string("consumerGroup").map(Text::value).filter(it -> !it.isBlank());
        var initial = spec.choice("initialOffset", OFFSETS).orElse(InitialOffset.LATEST);
        var order = spec.choice("ordering", ORDERS).orElse(Trigger.Order.ORDERED);
        var delivery = DeliveryReader.read(spec, origin).orElse(USUAL);
        var overrides = Overrides.read(spec);
        var sink = SinkReader.required(spec, origin);
        net(spec, origin);
        spec.done();
        return sink.map(it ->
                new KafkaSource(
                        key,
                        topics,
                        group.orElse(
                                "knative-kafka-source-%s-%s"
                                        .formatted(key.namespace(), key.name())),
                        initial,
                        order,
                        keyType(resource),
                        delivery,
                        it,
                        overrides,
                        resource.place()));
    }

    private static List<String> topics(Fields spec) {
        var topics = spec.strings("topics").stream().map(Text::value).distinct().toList();
        if (topics.isEmpty()) {
            spec.problem("topics", "are missing", "");
        }
        for (var topic : topics) {
            KafkaSinkReader.checkTopic(spec, "topics", topic);
        }
        return topics;
    }

    /// On a cluster they say where Kafka is.
    private static void servers(Fields spec) {
        if (spec.strings("bootstrapServers").isEmpty()) {
            spec.problem("bootstrapServers", "are missing", "");
        }
    }

    private static void net(Fields spec, Origin origin) {
        if (spec.has("net")) {
            origin.findings()
                    .note(
                            origin.at(spec.line("net")),
                            spec.path("net"),
                            "means a Kafka with TLS or SASL, and kn-local speaks plain text to its own");
        }
    }

    private KeyType keyType(Resource resource) {
        var label = Optional.ofNullable(resource.labels().get(KEY_TYPE));
        var type = label.map(Text::value).map(KEY_TYPES::get);
        if (label.isPresent() && type.isEmpty()) {
            findings.problem(
                    resource.at(label.get().line()),
                    "metadata.labels." + KEY_TYPE,
                    "is %s, wanted string, int, float or byte-array".formatted(label.get().value()),
                    "");
        }
        return type.orElse(KeyType.STRING);
    }
}
