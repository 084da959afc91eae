package dev.tideway.knlocal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Which values a schema says are secret: in the description ("A secret: never logged, never shown."), or by `writeOnly` or the format `password`. Told
/// by the names of fields, wherever they stand: rather one value too many is kept back than one shown.
///
/// @param names of fields whose values, and whatever is in them, are secret
/// @param everything the data as a whole are
record Secrets(Set<String> names, boolean everything) {
    private static final Pattern SAYS_SO =
            Pattern.compile("\\bsecrets?\\b", Pattern.CASE_INSENSITIVE);

    static Secrets of(JsonNode schema) {
        var references = new References(schema);
        var names = new HashSet<String>();
        findNames(schema, references, names);
        return new Secrets(Set.copyOf(names), isSecret(schema, references));
    }

    private static void findNames(JsonNode node, References references, Set<String> names) {
        node.path("properties").properties().stream()
                .filter(it -> isSecret(it.getValue(), references))
                .forEach(it -> names.add(it.getKey()));
        node.forEach(it -> findNames(it, references, names));
    }

    boolean cover(String pointer) {
        return everything || List.of(pointer.split("/", -1)).stream().anyMatch(this::isOne);
    }

    private boolean isOne(String segment) {
        return names.contains(segment.replace("~1", "/").replace("~0", "~"));
    }

    private static boolean isSecret(JsonNode schema, References references) {
        var seen = References.nodes();
        collect(schema, references, seen);
        return seen.stream().anyMatch(Secrets::saysSo);
    }

    /// With what applies to values inside that have no name of their own.
    private static void collect(JsonNode schema, References references, Set<JsonNode> seen) {
        for (var part : references.all(schema)) {
            if (seen.add(part)) {
                collect(part.path("items"), references, seen);
                collect(part.path("additionalProperties"), references, seen);
                part.path("prefixItems").forEach(it -> collect(it, references, seen));
                part.path("patternProperties").forEach(it -> collect(it, references, seen));
            }
        }
    }

    private static boolean saysSo(JsonNode schema) {
        return schema.path("writeOnly").asBoolean()
                || schema.path("format").asText().equals("password")
                || SAYS_SO.matcher(schema.path("description").asText()).find();
    }
}
