package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Reads a Channel, or the InMemoryChannel or KafkaChannel that stands behind one.
final class ChannelReader {
    /// Of a KafkaChannel that says nothing (`kafka_channel_defaults.go`).
    private static final Duration RETENTION = Duration.ofDays(7);

    private final ChannelDefaults defaults;
    private final NameTemplates names;
    private final Findings findings;

    ChannelReader(ChannelDefaults defaults, NameTemplates names, Findings findings) {
        this.defaults = defaults;
        this.names = names;
        this.findings = findings;
    }

    Optional<Channel> read(Resource resource) {
        var origin = new Origin(resource.file(), resource.key().namespace(), findings);
        var fields = resource.fields();
        var spec = fields.fields("spec");
        fields.done();
        return switch (resource.kindName()) {
            case "InMemoryChannel" ->
                    Optional.of(
                            inMemory(resource.key(), origin.of(resource.place()).with(spec), true));
            case "KafkaChannel" ->
                    Optional.of(
                            kafka(resource.key(), origin.of(resource.place()).with(spec), true));
            default -> generic(resource, spec, origin);
        };
    }

    private Optional<Channel> generic(Resource resource, Optional<Fields> spec, Origin origin) {
        var template = spec.flatMap(this::template);
        var delivery = spec.flatMap(it -> DeliveryReader.read(it, origin));
        spec.ifPresent(it -> finish(it, true));
        var made = made(resource.key(), template, origin.of(resource.place()));
        return Optional.of(
                new Channel(
                        made.key(),
                        made.type(),
                        made.topic(),
                        delivery.or(made::delivery),
                        made.place()));
    }

    /// The `channelTemplate` that a spec may have.
    Optional<ChannelDefaults.Template> template(Fields spec) {
        return spec.fields("channelTemplate").flatMap(ChannelDefaults.Template::of);
    }

    /// What a template makes, or what `default-ch-webhook` makes without one.
    Channel made(Key key, Optional<ChannelDefaults.Template> template, Origin.At at) {
        var used = template.orElseGet(() -> defaults.in(key.namespace()));
        var spec = at.with(used.spec());
        return switch (used.type()) {
            case IN_MEMORY -> inMemory(key, spec, false);
            case KAFKA -> kafka(key, spec, false);
        };
    }

    private Channel inMemory(Key key, Origin.Spec spec, boolean whole) {
        var delivery = spec.fields().flatMap(it -> DeliveryReader.read(it, spec.origin()));
        spec.fields().ifPresent(it -> finish(it, whole));
        return new Channel(key, Channel.Type.IN_MEMORY, Optional.empty(), delivery, spec.place());
    }

    private Channel kafka(Key key, Origin.Spec spec, boolean whole) {
        var delivery = spec.fields().flatMap(it -> DeliveryReader.read(it, spec.origin()));
        var partitions = spec.fields().flatMap(it -> it.whole("numPartitions", 1, 99_999));
        var replication = spec.fields().flatMap(it -> it.whole("replicationFactor", 1, 1000));
        var retention = spec.fields().flatMap(ChannelReader::retention).orElse(RETENTION);
        spec.fields().ifPresent(it -> finish(it, whole));
        var topic =
                new Topic(
                        names.channelTopic(key),
                        BrokerReader.SHIPPED_SERVERS,
                        partitions.orElse(1),
                        replication.orElse(1),
                        Map.of("retention.ms", Long.toString(retention.toMillis())));
        return new Channel(key, Channel.Type.KAFKA, Optional.of(topic), delivery, spec.place());
    }

    /// Subscribers are written by the cluster, from the Subscriptions.
    private static void finish(Fields spec, boolean whole) {
        if (whole) {
            spec.skip("subscribers");
        }
        spec.done();
    }

    private static Optional<Duration> retention(Fields spec) {
        var text = spec.string("retentionDuration").map(Text::value);
        var duration = text.flatMap(Units::iso).filter(it -> !it.isZero());
        if (text.isPresent() && duration.isEmpty()) {
            spec.problem(
                    "retentionDuration",
                    "is %s, wanted an ISO-8601 duration such as P7D".formatted(text.get()),
                    "");
        }
        return duration;
    }
}
