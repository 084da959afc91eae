package dev.tideway.knlocal.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The fields that a JSON Schema describes, each with its whole path: `lines[].sku`.
record SchemaFields(JsonNode root) {
    /// @param type with what else is asked of it, in words
    /// @param secret whether the schema says that it is one
    record Field(String path, String type, boolean required, String meaning, boolean secret) {}

    private static final int DEEPEST = 12;
    private static final Pattern SECRET = Pattern.compile("(?i)\\ba secret\\b(?!\\s+\\w)");
    private static final Map<String, String> LIMITS =
            Map.of(
                    "minimum", "at least %s",
                    "exclusiveMinimum", "more than %s",
                    "maximum", "at most %s",
                    "exclusiveMaximum", "less than %s",
                    "maxLength", "at most %s characters",
                    "maxItems", "at most %s entries");

    /// In the schema's order, each object's fields behind it.
    List<Field> all() {
        var fields = new ArrayList<Field>();
        walk("", root, Collections.newSetFromMap(new IdentityHashMap<>()), fields);
        return fields;
    }

    /// @param within the schemas that this one is in: one that holds itself is not gone into again
    private void walk(String path, JsonNode schema, Set<JsonNode> within, List<Field> fields) {
        for (var one : alternatives(schema, 0).toList()) {
            if (!within.add(one)) {
                continue;
            }
            var required = new LinkedHashSet<String>();
            one.path("required").forEach(it -> required.add(it.asText()));
            for (var property : one.path("properties").properties()) {
                var name = path + (path.isEmpty() ? "" : ".") + property.getKey();
                fields.add(field(name, property.getValue(), required.contains(property.getKey())));
                walk(name, property.getValue(), within, fields);
            }
            if (one.has("items")) {
                walk(path + "[]", one.path("items"), within, fields);
            }
            within.remove(one);
        }
    }

    private Field field(String path, JsonNode schema, boolean required) {
        var meaning = described(schema);
        var secret =
                SECRET.matcher(meaning).find()
                        || schema.path("writeOnly").asBoolean()
                        || schema.path("format").asText().equals("password");
        return new Field(path, type(schema, 0), required, meaning, secret);
    }

    private String described(JsonNode schema) {
        var said = schema.path("description").asText("");
        return said.isEmpty() && schema.has("$ref")
                ? resolved(schema).path("description").asText("")
                : said;
    }

    private String type(JsonNode schema, int depth) {
        if (depth > DEEPEST) {
            return "any";
        }
        var all = alternatives(schema, 0).map(it -> single(it, depth)).distinct();
        return all.collect(Collectors.joining(" or "));
    }

    private String single(JsonNode schema, int depth) {
        var named = schema.path("type");
        var type =
                named.isArray()
                        ? stream(named).map(JsonNode::asText).collect(Collectors.joining(" or "))
                        : named.asText("any");
        if (type.equals("array")) {
            type = "array of " + type(schema.path("items"), depth + 1);
        }
        return Stream.concat(Stream.of(type), limits(schema)).collect(Collectors.joining(", "));
    }

    private static Stream<String> limits(JsonNode schema) {
        var limits = new ArrayList<String>();
        if (schema.has("format")) {
            limits.add(schema.path("format").asText());
        }
        if (schema.has("const")) {
            limits.add("always " + schema.path("const").asText());
        }
        if (schema.has("enum")) {
            limits.add(
                    stream(schema.path("enum"))
                            .map(JsonNode::asText)
                            .collect(Collectors.joining(" or ", "one of ", "")));
        }
        if (schema.path("minLength").asInt() > 0 || schema.path("minItems").asInt() > 0) {
            limits.add("not empty");
        }
        LIMITS.entrySet().stream()
                .filter(it -> schema.has(it.getKey()))
                .map(it -> it.getValue().formatted(schema.path(it.getKey()).asText()))
                .sorted()
                .forEach(limits::add);
        if (schema.has("pattern")) {
            limits.add("like " + schema.path("pattern").asText());
        }
        return limits.stream();
    }

    /// The schema itself, or those of which one holds.
    private Stream<JsonNode> alternatives(JsonNode schema, int depth) {
        var known = resolved(schema);
        if (depth > DEEPEST) {
            return Stream.of(known);
        }
        for (var word : List.of("anyOf", "oneOf", "allOf")) {
            if (known.has(word)) {
                return stream(known.path(word)).flatMap(it -> alternatives(it, depth + 1));
            }
        }
        return Stream.of(known);
    }

    /// Behind a reference within the schema; one that leads elsewhere says nothing here.
    private JsonNode resolved(JsonNode schema) {
        var seen = schema;
        for (int i = 0; i < DEEPEST && seen.has("$ref"); i++) {
            var reference = seen.path("$ref").asText();
            seen =
                    reference.equals("#") || reference.startsWith("#/")
                            ? root.at(reference.substring(1))
                            : MissingNode.getInstance();
        }
        return seen;
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        var all = new ArrayList<JsonNode>();
        array.forEach(all::add);
        return all.stream();
    }
}
