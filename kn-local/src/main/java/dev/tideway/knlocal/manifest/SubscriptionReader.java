package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import java.util.Optional;
import java.util.Set;

/// Reads a Subscription and refuses what Knative's webhook refuses (`subscription_validation.go`).
final class SubscriptionReader {
    private static final Set<String> CHANNELS =
            Set.of("Channel", "InMemoryChannel", "KafkaChannel");

    private final Findings findings;

    SubscriptionReader(Findings findings) {
        this.findings = findings;
    }

    Optional<Subscription> read(Resource resource) {
        var fields = resource.fields();
        if (!fields.has("spec")) {
            fields.problem("spec", "is missing", "");
        }
        var spec = fields.fields("spec");
        fields.done();
        return spec.flatMap(it -> read(resource, it));
    }

    private Optional<Subscription> read(Resource resource, Fields spec) {
        var origin = new Origin(resource.file(), resource.key().namespace(), findings);
        for (var key : new String[] {"channel", "subscriber"}) {
            if (!spec.has(key)) {
                spec.problem(key, "is missing", "");
            }
        }
        var channel = spec.fields("channel").flatMap(it -> channel(it, origin));
        var subscriber = DestinationReader.read(spec, "subscriber", origin);
        var reply = DestinationReader.read(spec, "reply", origin);
        var delivery = DeliveryReader.read(spec, origin);
        spec.done();
        if (channel.isEmpty() || subscriber.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Subscription(
                        resource.key(),
                        channel.get(),
                        subscriber.get(),
                        reply,
                        delivery,
                        resource.at(spec.line("channel"))));
    }

    private static Optional<Key> channel(Fields ref, Origin origin) {
        var kind = ref.required("kind").map(Text::value);
        kind.filter(it -> !CHANNELS.contains(it))
                .ifPresent(
                        it -> ref.problem("kind", "is %s, which is no channel".formatted(it), ""));
        ref.required("apiVersion");
        var namespace = ref.string("namespace").map(Text::value);
        namespace
                .filter(it -> !it.equals(origin.namespace()))
                .ifPresent(it ->
                        ref.problem(
                                "namespace",
                                "is %s, but a Subscription and its channel share a namespace"
                                        .formatted(it),
                                "leave it out"));
        var name = ref.required("name").map(Text::value);
        ref.done();
        return name.map(it -> new Key(origin.namespace(), it));
    }
}
