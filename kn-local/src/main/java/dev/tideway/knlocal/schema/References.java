package dev.tideway.knlocal.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

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
        collect(schema, found);
        return found;
    }

    private void collect(JsonNode schema, Set<JsonNode> found) {
        if (schema.isMissingNode() || !found.add(schema)) {
            return;
        }
        var ref = schema.path("$ref");
        if (ref.isTextual()) {
            collect(target(ref.textValue()), found);
        }
        for (var keyword : List.of("allOf", "anyOf", "oneOf")) {
            schema.path(keyword).forEach(it -> collect(it, found));
        }
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
