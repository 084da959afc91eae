package dev.tideway.knlocal.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a cluster knows of its events: the EventTypes that it has, most of them made of what was sent, and what its Triggers bring.
///
/// @param types each with the sources that it comes from
/// @param brought by function, the types that Triggers bring to it
public record Traffic(Map<String, Set<String>> types, Map<String, Set<String>> brought) {
    /// Stands for whatever a Trigger brings that names no type.
    public static final String ANY_TYPE = "*";

    private static final String KINDS =
            "eventtypes.eventing.knative.dev,triggers.eventing.knative.dev";

    /// Of all namespaces.
    public static Traffic read(Kubectl kubectl) throws ClusterException {
        var traffic = new Traffic(new TreeMap<>(), new TreeMap<>());
        for (var it : Resource.all(kubectl.json("", "get", KINDS, "-A", "-o", "json"))) {
            var spec = it.json().path("spec");
            if (it.kind().equals("EventType")) {
                add(traffic.types, spec.path("type").asText(), spec.path("source").asText());
            } else if (it.kind().equals("Trigger")
                    && spec.at("/subscriber/ref/kind").asText().equals("Service")) {
                var function = spec.at("/subscriber/ref/name").asText();
                var types = types(spec);
                types.forEach(type -> add(traffic.brought, function, type));
                if (types.isEmpty()) {
                    add(traffic.brought, function, ANY_TYPE);
                }
            }
        }
        return traffic;
    }

    private static void add(Map<String, Set<String>> all, String key, String value) {
        if (!key.isEmpty()) {
            all.computeIfAbsent(key, _ -> new TreeSet<>()).add(value);
        }
    }

    /// Those that its filter names, as deep as they stand, but for those that it refuses.
    private static Set<String> types(JsonNode spec) {
        var types = new TreeSet<String>();
        if (spec.path("filters").isEmpty()) {
            addText(spec.at("/filter/attributes/type"), types);
        }
        spec.path("filters").forEach(it -> collect(it, types));
        return types;
    }

    private static void collect(JsonNode filter, Set<String> types) {
        addText(filter.at("/exact/type"), types);
        filter.path("all").forEach(it -> collect(it, types));
        filter.path("any").forEach(it -> collect(it, types));
    }

    private static void addText(JsonNode type, Set<String> types) {
        if (!type.asText().isEmpty()) {
            types.add(type.asText());
        }
    }
}
