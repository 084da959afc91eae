package dev.tideway.knlocal.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The Secrets that pods of an overlay need, and those that something in it makes.
final class Secrets {
    /// Says of a Job which Secret it writes.
    private static final String MAKES = "tideway.dev/makes-secret";

    private Secrets() {}

    /// Secrets that nothing in the overlay makes, each with the first resource that needs it.
    static SortedMap<String, String> foreign(Overlay overlay) {
        var needed = new TreeMap<String, String>();
        for (var resource : overlay.resources()) {
            for (var name : needed(resource.json())) {
                needed.putIfAbsent(name, resource.title());
            }
        }
        needed.keySet().removeAll(made(overlay));
        return needed;
    }

    private static Set<String> needed(JsonNode node) {
        var names = new TreeSet<String>();
        for (var field : List.of("secretKeyRef", "secretRef")) {
            for (var reference : node.findValues(field)) {
                add(names, reference.path("name"), reference);
            }
        }
        for (var volumes : node.findValues("volumes")) {
            for (var volume : sources(volumes)) {
                add(names, volume.path("secretName"), volume);
                add(names, volume.path("name"), volume);
            }
        }
        return names;
    }

    private static List<JsonNode> sources(JsonNode volumes) {
        var sources = new ArrayList<JsonNode>();
        for (var volume : volumes) {
            sources.add(volume.path("secret"));
            volume.at("/projected/sources").forEach(source -> sources.add(source.path("secret")));
        }
        return sources;
    }

    private static void add(Set<String> names, JsonNode name, JsonNode reference) {
        if (name.isTextual() && !reference.path("optional").asBoolean()) {
            names.add(name.asText());
        }
    }

    /// By itself, or by the operator whose resource it is.
    private static Set<String> made(Overlay overlay) {
        var made = new TreeSet<String>();
        for (var resource : overlay.resources()) {
            var name = resource.name();
            made.add(resource.annotation(MAKES));
            switch (resource.group() + "/" + resource.kind()) {
                case "/Secret", "kafka.strimzi.io/KafkaUser" -> made.add(name);
                case "kafka.strimzi.io/Kafka" -> made.add(name + "-cluster-ca-cert");
                case "postgresql.cnpg.io/Cluster" -> {
                    made.addAll(List.of(name + "-app", name + "-superuser", name + "-ca"));
                    made.addAll(List.of(name + "-server", name + "-replication"));
                }
                case "cert-manager.io/Certificate" ->
                        made.add(resource.json().at("/spec/secretName").asText());
                case "external-secrets.io/ExternalSecret" ->
                        made.add(resource.json().at("/spec/target/name").asText(name));
                default -> {}
            }
        }
        return made;
    }
}
