package dev.tideway.knlocal.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Follows what a schema refers to within itself (`#/$defs/…`), and puts together what applies to one place of the data.
record References(JsonNode root) {
    /// Of nodes themselves: two that say the same stand in different places.
    static Set<JsonNode> nodes() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /// The node and all that it stands for besides: where it refers to, and each part of `allOf`, `anyOf`, `oneOf`. Each once,
    /// however they refer to each other.
    Set<JsonNode> all(JsonNode schema) {
        var found = nodes();
        collect(schema, found, alternatives -> alternatives);
        return found;
    }

    /// Of those, what applies to every object that is right, whichever alternative it is: of several, the only one that takes
    /// objects at all (beside `null`, mostly).
    Set<JsonNode> always(JsonNode schema) {
        var found = nodes();
        collect(schema, found, References::onlyOne);
        return found;
    }

    private void collect(
            JsonNode schema, Set<JsonNode> found, UnaryOperator<List<JsonNode>> choice) {
        if (schema.isMissingNode() || !found.add(schema)) {
            return;
        }
        var ref = schema.path("$ref");
        if (ref.isTextual()) {
            collect(target(ref.textValue()), found, choice);
        }
        schema.path("allOf").forEach(it -> collect(it, found, choice));
        for (var keyword : List.of("anyOf", "oneOf")) {
            choice.apply(schema.path(keyword).valueStream().toList())
                    .forEach(it -> collect(it, found, choice));
        }
    }

    private static List<JsonNode> onlyOne(List<JsonNode> alternatives) {
        var objects = alternatives.stream().filter(References::takesObjects).toList();
        return objects.size() == 1 ? objects : List.of();
    }

    private static boolean takesObjects(JsonNode schema) {
        var type = schema.path("type");
        return type.isMissingNode()
                || type.asText().equals("object")
                || type.valueStream().anyMatch(it -> it.asText().equals("object"));
    }

    private JsonNode target(String ref) {
        try {
            return ref.startsWith("#")
                    ? root.at(JsonPointer.compile(ref.substring(1)))
                    : MissingNode.getInstance();
        } catch (IllegalArgumentException _) {
            return MissingNode.getInstance();
        }
    }
}
