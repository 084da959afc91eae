package dev.tideway.knlocal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;

/// What the validator has found, in a few words of our own: its own repeat values, and those of secrets too.
record Wording(Secrets secrets) {
    private static final int LONGEST_VALUE = 40;
    private static final int LONGEST_WANTED = 100;

    Violation of(ValidationMessage message) {
        var place = String.valueOf(message.getInstanceLocation());
        return switch (message.getType()) {
            case "required" -> Violation.of(place + "/" + message.getProperty(), "is missing");
            case "additionalProperties", "unevaluatedProperties" ->
                    Violation.of(
                            place + "/" + message.getProperty(),
                            "is not in the schema, which allows no others");
            default -> Violation.of(place, what(message, place));
        };
    }

    private String what(ValidationMessage message, String place) {
        var wanted = wanted(message.getType(), message.getSchemaNode());
        var value = message.getInstanceNode();
        if (value == null || wanted.isEmpty()) {
            return "does not keep \"%s\" of the schema".formatted(message.getType());
        }
        return "is %s, wanted %s".formatted(shown(message.getType(), value, place), wanted);
    }

    /// What a keyword asks for; empty for those that would need many words.
    private static String wanted(String keyword, JsonNode schema) {
        var text = Cut.to(LONGEST_WANTED, schema.isTextual() ? schema.asText() : schema.toString());
        return switch (keyword) {
            case "type" -> Kinds.wanted(schema);
            case "enum" -> "one of " + Cut.to(LONGEST_WANTED, listed(schema));
            case "const" -> Cut.to(LONGEST_WANTED, schema.toString());
            case "minimum" -> text + " or more";
            case "maximum" -> text + " or less";
            case "exclusiveMinimum" -> "more than " + text;
            case "exclusiveMaximum" -> "less than " + text;
            case "multipleOf" -> "a multiple of " + text;
            case "minLength", "minItems", "minProperties" ->
                    "a length of %s or more".formatted(text);
            case "maxLength", "maxItems", "maxProperties" ->
                    "a length of %s or less".formatted(text);
            case "pattern" -> "what matches " + text;
            case "format" -> "a value of the format " + text;
            default -> "";
        };
    }

    private static String listed(JsonNode schema) {
        var values = new ArrayList<String>();
        schema.forEach(it -> values.add(it.toString()));
        return String.join(", ", values);
    }

    /// The value, where it is needed to see what is wrong and nobody minds; else only what kind it is.
    private String shown(String keyword, JsonNode value, String place) {
        var kind = Kinds.of(value);
        if (keyword.equals("type") || secrets.cover(place)) {
            return kind;
        }
        var text = value.isValueNode() ? value.toString() : "";
        return text.isEmpty() || text.length() > LONGEST_VALUE
                ? "%s of length %d"
                        .formatted(
                                kind, value.isTextual() ? value.textValue().length() : value.size())
                : text;
    }
}
