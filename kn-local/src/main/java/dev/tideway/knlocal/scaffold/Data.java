package dev.tideway.knlocal.scaffold;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/// What a function may read of an event type that `events/` has: the required fields that are text, a number or a boolean.
/// Readers are tolerant, so a record of these takes every event of the type.
record Data(List<Field> fields) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> JAVA =
            Map.of("string", "String", "integer", "long", "number", "double", "boolean", "boolean");

    /// @param example its value in the type's example
    private record Field(String name, String java, JsonNode example) {}

    static Data of(EventType type, Path root) throws ScaffoldException {
        var schema = read(root, type.schemaFile());
        var example = read(root, type.exampleFile()).path("data");
        var fields = new ArrayList<Field>();
        for (var required : schema.path("required")) {
            var name = required.asText();
            var property = schema.path("properties").path(name);
            var java = JAVA.get(property.path("type").asText());
            if (java != null && isFree(name) && example.path(name).isValueNode()) {
                fields.add(new Field(name, java, example.path(name)));
            }
        }
        if (fields.isEmpty()) {
            throw new ScaffoldException(
                    "%s requires no text, number or boolean that its example has: add such a field, or write the function by hand (CONTRIBUTING.md)"
                            .formatted(type.schemaFile()));
        }
        return new Data(List.copyOf(fields));
    }

    /// Whether a record may have a component of this name.
    private static boolean isFree(String name) {
        return SourceVersion.isName(name)
                && !List.of("toString", "hashCode", "getClass", "notify", "notifyAll", "wait")
                        .contains(name)
                && !List.of("clone", "finalize").contains(name);
    }

    private static JsonNode read(Path root, String file) throws ScaffoldException {
        try {
            return JSON.readTree(Files.readString(root.resolve(file)));
        } catch (JsonProcessingException e) {
            throw new ScaffoldException(
                    "%s is not JSON: %s".formatted(file, e.getOriginalMessage()));
        } catch (IOException e) {
            throw new ScaffoldException(
                    "%s cannot be read: an event type has a schema and an example (%s)"
                            .formatted(file, e.getClass().getSimpleName()));
        }
    }

    /// `String orderId, long amount`
    String components() {
        return fields.stream().map(it -> it.java + " " + it.name).collect(Collectors.joining(", "));
    }

    /// The field that names what the event is about, as far as one can tell: the first that ends in Id.
    private Field first() {
        return fields.stream()
                .filter(it -> it.name.endsWith("Id"))
                .findFirst()
                .orElse(fields.getFirst());
    }

    String firstName() {
        return first().name;
    }

    /// As Java shows the example's value in a text.
    String firstShown() {
        var field = first();
        return field.java.equals("double")
                ? String.valueOf(field.example.asDouble())
                : escaped(field.example.asText());
    }

    /// The example's values, as arguments of the record.
    String arguments() {
        return fields.stream().map(Data::literal).collect(Collectors.joining(", "));
    }

    private static String literal(Field field) {
        return switch (field.java) {
            case "String" -> '"' + escaped(field.example.asText()) + '"';
            case "long" -> field.example.asLong() + "L";
            case "double" -> String.valueOf(field.example.asDouble());
            default -> String.valueOf(field.example.asBoolean());
        };
    }

    /// Inside a Java string and a JSON string alike.
    private static String escaped(String text) {
        var quoted = JSON.getNodeFactory().textNode(text).toString();
        return quoted.substring(1, quoted.length() - 1);
    }
}
