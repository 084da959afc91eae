package dev.tideway.knlocal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// Reads the fields out of a schema.
final class Properties {
    private final References references;

    /// What the field at hand is part of, the schema itself included.
    private final Set<JsonNode> path = References.nodes();

    private Properties(References references) {
        this.references = references;
    }

    /// In the order of their names.
    static List<Property> of(JsonNode schema) {
        return new Properties(new References(schema)).at(schema);
    }

    /// None where the schema comes back to what it is in.
    private List<Property> at(JsonNode schema) {
        var parts = references.all(schema);
        if (parts.stream().anyMatch(path::contains)) {
            return List.of();
        }
        path.addAll(parts);
        var required = new HashSet<String>();
        references
                .always(schema)
                .forEach(it -> it.path("required").forEach(name -> required.add(name.asText())));
        var found = new TreeMap<String, Property>();
        for (var part : parts) {
            part.path("properties")
                    .properties()
                    .forEach(it ->
                            found.putIfAbsent(
                                    it.getKey(), property(it.getKey(), it.getValue(), required)));
        }
        path.removeAll(parts);
        return List.copyOf(found.values());
    }

    private Property property(String name, JsonNode schema, Set<String> required) {
        var below = new ArrayList<>(at(schema));
        var parts = references.all(schema);
        parts.stream()
                .map(it -> it.path("items"))
                .filter(JsonNode::isObject)
                .forEach(it -> below.addAll(at(it)));
        return new Property(name, types(parts), required.contains(name), below);
    }

    private static Set<String> types(Collection<JsonNode> parts) {
        var types = new HashSet<String>();
        for (var part : parts) {
            var type = part.path("type");
            if (type.isTextual()) {
                types.add(type.textValue());
            }
            type.forEach(it -> types.add(it.asText()));
        }
        return types;
    }
}
