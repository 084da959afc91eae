package dev.tideway.knlocal.catalogue;

import static dev.tideway.knlocal.catalogue.AsyncApi.id;
import static dev.tideway.knlocal.catalogue.AsyncApi.map;
import static dev.tideway.knlocal.catalogue.AsyncApi.reference;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The messages of an AsyncAPI document, one for each event type: its attributes as headers, its data by reference to its schema.
record AsyncMessages(Edition edition) {
    private static final String FORMAT = "application/schema+json;version=";

    /// What JSON Schema 2020-12 has and draft-07, which every AsyncAPI tool reads, has not.
    private static final List<String> LATER =
            List.of(
                    "prefixItems",
                    "dependentRequired",
                    "dependentSchemas",
                    "minContains",
                    "maxContains",
                    "unevaluatedItems",
                    "unevaluatedProperties",
                    "$anchor",
                    "$dynamicRef");

    Map<String, Object> components() {
        return map("messages", messages(), "messageTraits", map("cloudevent", envelope()));
    }

    /// A schema that says nothing which draft-07 would read otherwise is given as one.
    private String schemaFormat(String type) {
        var schema = edition.subject().schemas().get(type);
        return FORMAT
                + (schema != null && LATER.stream().anyMatch(it -> schema.findValue(it) != null)
                        ? "draft-2020-12"
                        : "draft-07");
    }

    private Map<String, Object> messages() {
        var messages = new LinkedHashMap<String, Object>();
        edition.subject().domain().types().forEach(it -> messages.put(id(it), message(it)));
        return messages;
    }

    private Map<String, Object> message(String type) {
        var subject = edition.subject();
        var message = map("name", type);
        put(message, "title", subject.said(type, "title"));
        put(message, "description", subject.said(type, "description"));
        subject.domain()
                .contextOf(type)
                .ifPresent(it -> message.put("tags", List.of(map("name", it.name()))));
        message.put("traits", List.of(reference("components", "messageTraits", "cloudevent")));
        message.put(
                "headers",
                map(
                        "type",
                        "object",
                        "properties",
                        map("ce-type", map("type", "string", "const", type))));
        subject.contract(type)
                .flatMap(it -> it.schema())
                .ifPresent(it -> message.put("payload", payload(type, subject.domain().shown(it))));
        return message;
    }

    private Map<String, Object> payload(String type, Path schema) {
        return map("schemaFormat", schemaFormat(type), "schema", map("$ref", fromHere(schema)));
    }

    private static String fromHere(Path file) {
        return Addresses.FOLDER.relativize(file).toString().replace('\\', '/');
    }

    private static Map<String, Object> envelope() {
        var properties = new LinkedHashMap<String, Object>();
        properties.put("ce-specversion", map("type", "string", "const", "1.0"));
        Envelope.ATTRIBUTES.forEach(it -> {
            var schema = map("type", "string", "description", it.meaning());
            if (it.type().equals("timestamp")) {
                schema.put("format", "date-time");
            }
            properties.put("ce-" + it.name(), schema);
        });
        return map(
                "headers",
                map(
                        "type",
                        "object",
                        "required",
                        List.of("ce-specversion", "ce-id", "ce-source", "ce-type"),
                        "properties",
                        properties));
    }

    private static void put(Map<String, Object> fields, String name, String text) {
        if (!text.isEmpty()) {
            fields.put(name, text);
        }
    }
}
