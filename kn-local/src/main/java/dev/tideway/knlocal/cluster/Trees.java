package dev.tideway.knlocal.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tideway.knlocal.yaml.Node;

/// YAML as JSON. Only text and structure matter here: numbers stay the text they are written as.
final class Trees {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Trees() {}

    static JsonNode json(Node node) {
        return switch (node) {
            case Node.Scalar scalar ->
                    scalar.type() == Node.Type.NULL
                            ? JSON.nullNode()
                            : JSON.textNode(scalar.text());
            case Node.Sequence(var items, _) -> {
                var array = JSON.arrayNode();
                items.forEach(item -> array.add(json(item)));
                yield array;
            }
            case Node.Mapping(var entries, _) -> {
                var object = JSON.objectNode();
                entries.forEach((key, entry) -> object.set(key, json(entry.value())));
                yield object;
            }
        };
    }
}
