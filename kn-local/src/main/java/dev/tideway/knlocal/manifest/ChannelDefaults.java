package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Fields;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What stands behind a Channel that does not say: ConfigMap `default-ch-webhook`, as Knative ships it unless the
/// manifests bring their own.
record ChannelDefaults(Template cluster, Map<String, Template> namespaces) {
    static final Key CONFIG = new Key("knative-eventing", "default-ch-webhook");
    private static final String DATA = "default-ch-config";
    static final ChannelDefaults USUAL =
            new ChannelDefaults(new Template(Channel.Type.IN_MEMORY, Optional.empty()), Map.of());

    Template in(String namespace) {
        return namespaces.getOrDefault(namespace, cluster);
    }

    static ChannelDefaults of(ConfigMap map, Findings findings) {
        return map.document(DATA, findings).map(ChannelDefaults::read).orElse(USUAL);
    }

    private static ChannelDefaults read(Fields fields) {
        var cluster = fields.fields("clusterDefault").flatMap(Template::of).orElse(USUAL.cluster);
        var namespaces = new HashMap<String, Template>();
        fields.fields("namespaceDefaults")
                .ifPresent(all ->
                        all.keys()
                                .forEach(name ->
                                        all.fields(name)
                                                .flatMap(Template::of)
                                                .ifPresent(it -> namespaces.put(name, it))));
        fields.done();
        return new ChannelDefaults(cluster, Map.copyOf(namespaces));
    }

    /// A `channelTemplate`.
    record Template(Channel.Type type, Optional<Fields> spec) {
        private static final Map<String, Channel.Type> TYPES =
                new TreeMap<>(
                        Map.of(
                                "InMemoryChannel", Channel.Type.IN_MEMORY,
                                "KafkaChannel", Channel.Type.KAFKA));
        private static final Map<Channel.Type, Set<String>> VERSIONS =
                Map.of(
                        Channel.Type.IN_MEMORY, Set.of("messaging.knative.dev/v1"),
                        Channel.Type.KAFKA,
                                Set.of(
                                        "messaging.knative.dev/v1beta1",
                                        "messaging.knative.dev/v1"));

        /// Empty, and reported, when it is none that kn-local runs.
        static Optional<Template> of(Fields template) {
            var version = template.required("apiVersion").map(Fields.Text::value);
            template.required("kind");
            var type = template.choice("kind", TYPES);
            var spec = template.fields("spec");
            template.skip("metadata");
            template.done();
            if (type.isPresent() && version.isPresent()) {
                var versions = VERSIONS.getOrDefault(type.get(), Set.of());
                if (!versions.contains(version.get())) {
                    template.problem(
                            "apiVersion",
                            "is %s, wanted %s".formatted(version.get(), versions.iterator().next()),
                            "");
                }
            }
            return type.map(it -> new Template(it, spec));
        }
    }
}
