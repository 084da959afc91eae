package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.manifest.KafkaSink.ContentMode;
import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads a KafkaSink.
final class KafkaSinkReader {
    /// What Kafka takes as the name of a topic.
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

    private static final Map<String, ContentMode> MODES =
            new TreeMap<>(
                    Map.of("binary", ContentMode.BINARY, "structured", ContentMode.STRUCTURED));

    private final Findings findings;

    KafkaSinkReader(Findings findings) {
        this.findings = findings;
    }

    Optional<KafkaSink> read(Resource resource) {
        return resource.spec().flatMap(spec -> read(resource, spec));
    }

    private Optional<KafkaSink> read(Resource resource, Fields spec) {
        var name = spec.required("topic").map(Text::value);
        name.ifPresent(it -> checkTopic(spec, "topic", it));
        if (spec.strings("bootstrapServers").isEmpty()) {
            spec.problem("bootstrapServers", "are missing", "");
        }
        var partitions = spec.whole("numPartitions", 1, 99_999);
        var replication = spec.whole("replicationFactor", 1, 1000);
        if (partitions.isPresent() != replication.isPresent()) {
            spec.problem(
                    partitions.isPresent() ? "numPartitions" : "replicationFactor",
                    "stands alone, and Knative makes a topic only with both",
                    "give numPartitions and replicationFactor, or neither");
        }
        var mode = spec.choice("contentMode", MODES).orElse(ContentMode.BINARY);
        auth(spec, resource.origin(findings));
        spec.done();
        return name.map(it ->
                new KafkaSink(
                        resource.key(),
                        new Topic(
                                it,
                                BrokerReader.SHIPPED_SERVERS,
                                partitions.orElse(1),
                                replication.orElse(1),
                                Map.of()),
                        partitions.isPresent(),
                        mode,
                        resource.place()));
    }

    private static void auth(Fields spec, Origin origin) {
        if (spec.has("auth")) {
            origin.findings()
                    .note(
                            origin.at(spec.line("auth")),
                            spec.path("auth"),
                            "means a Kafka with TLS or SASL, and kn-local speaks plain text to its own");
        }
    }

    static void checkTopic(Fields spec, String key, String topic) {
        if (!TOPIC.matcher(topic).matches()) {
            spec.problem(
                    key,
                    "is %s, which is no topic to Kafka".formatted(topic),
                    "use letters, digits, ., _ and -, 249 at most");
        }
    }
}
