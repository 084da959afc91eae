package dev.tideway.knlocal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;

/// Kinds of JSON values, as they are spoken of.
final class Kinds {
    private Kinds() {}

    static String of(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT, POJO -> "an object";
            case ARRAY -> "an array";
            case STRING, BINARY -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case NULL, MISSING -> "null";
        };
    }

    /// Of the keyword `type`.
    static String wanted(JsonNode type) {
        var names = new ArrayList<String>();
        if (type.isTextual()) {
            names.add(named(type.asText()));
        }
        type.forEach(it -> names.add(named(it.asText())));
        return String.join(" or ", names);
    }

    private static String named(String type) {
        return switch (type) {
            case "null" -> type;
            case "object", "array", "integer" -> "an " + type;
            default -> "a " + type;
        };
    }
}
