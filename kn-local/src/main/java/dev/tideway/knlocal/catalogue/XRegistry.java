package dev.tideway.knlocal.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tideway.knlocal.domain.Context;
import java.util.TreeMap;
import java.util.TreeSet;

/// The domain as an xRegistry document (1.0-rc4): for each context a group of messages, one for each event type, and a group
/// of the schemas of their data. What a registry's server fills in (epochs, times, URLs) is left out, as in an import.
record XRegistry(Edition edition) {
    private static final String SPEC = "1.0-rc4";
    private static final String ENVELOPE = "CloudEvents/1.0";
    private static final String FORMAT = "JsonSchema/draft/2020-12";
    private static final String NO_CONTEXT = "no-context";

    String text() {
        var root = JsonNodeFactory.instance.objectNode();
        root.put("specversion", SPEC);
        root.put("registryid", "event-types");
        root.put("xid", "/");
        root.put("name", "Event types of this project");
        root.put(
                "description",
                Page.MARK + " from code, manifests and events/: change those, not this.");
        var messages = root.putObject("messagegroups");
        var schemas = root.putObject("schemagroups");
        groups().forEach((name, types) -> {
            messages.set(name, messageGroup(name, types));
            var known = new TreeSet<>(types);
            known.retainAll(edition.subject().schemas().keySet());
            if (!known.isEmpty()) {
                schemas.set(name, schemaGroup(name, known));
            }
        });
        return pretty(root);
    }

    /// Event types by the context whose language they are.
    private TreeMap<String, TreeSet<String>> groups() {
        var groups = new TreeMap<String, TreeSet<String>>();
        for (var type : edition.subject().domain().types()) {
            groups.computeIfAbsent(group(type), _ -> new TreeSet<>()).add(type);
        }
        return groups;
    }

    private String group(String type) {
        return edition.subject()
                .domain()
                .contextOf(type)
                .map(Context::name)
                .map(XRegistry::id)
                .orElse(NO_CONTEXT);
    }

    private ObjectNode messageGroup(String name, TreeSet<String> types) {
        var group = JsonNodeFactory.instance.objectNode();
        group.put("messagegroupid", name);
        group.put("xid", "/messagegroups/" + name);
        edition.subject().contexts().stream()
                .filter(it -> id(it.name()).equals(name))
                .findFirst()
                .ifPresent(it -> {
                    put(group, "description", it.purpose());
                    if (!it.owner().isEmpty()) {
                        group.putObject("labels").put("owner", it.owner());
                    }
                });
        group.put("envelope", ENVELOPE);
        var messages = group.putObject("messages");
        types.forEach(it -> messages.set(id(it), message(name, it)));
        return group;
    }

    private ObjectNode message(String group, String type) {
        var message = JsonNodeFactory.instance.objectNode();
        message.put("messageid", id(type));
        message.put("xid", "/messagegroups/%s/messages/%s".formatted(group, id(type)));
        put(message, "name", edition.subject().said(type, "title"));
        put(message, "description", edition.subject().said(type, "description"));
        message.put("envelope", ENVELOPE);
        var attributes = message.putObject("envelopemetadata");
        attributes.putObject("type").put("type", "string").put("value", type).put("required", true);
        envelope(attributes);
        if (edition.subject().schemas().containsKey(type)) {
            var schema = "/schemagroups/%s/schemas/%s".formatted(group, id(type));
            message.put("dataschemaformat", FORMAT);
            message.put("dataschemauri", "#" + schema);
            message.put("dataschemaxid", schema);
            message.put("datacontenttype", "application/json");
        }
        return message;
    }

    private static void envelope(ObjectNode attributes) {
        for (var it : Envelope.ATTRIBUTES) {
            attributes
                    .putObject(it.name())
                    .put("description", it.meaning())
                    // The registry's words: a reference in a source may be a template.
                    .put("type", it.type().equals("uri-reference") ? "uritemplate" : it.type())
                    .put("required", it.required());
        }
    }

    private ObjectNode schemaGroup(String name, TreeSet<String> types) {
        var group = JsonNodeFactory.instance.objectNode();
        group.put("schemagroupid", name);
        group.put("xid", "/schemagroups/" + name);
        var schemas = group.putObject("schemas");
        for (var type : types) {
            var schema = schemas.putObject(id(type));
            schema.put("schemaid", id(type));
            schema.put("xid", "/schemagroups/%s/schemas/%s".formatted(name, id(type)));
            put(schema, "name", edition.subject().said(type, "title"));
            schema.put("format", FORMAT);
            schema.set("schema", edition.subject().schemas().get(type));
        }
        return group;
    }

    private static void put(ObjectNode fields, String name, String text) {
        if (!text.isEmpty()) {
            fields.put(name, text);
        }
    }

    /// Of an event type, nearly always the type: an id has letters, digits and a few marks.
    private static String id(String name) {
        return name.replaceAll("[^a-zA-Z0-9._~@-]", "_");
    }

    private static String pretty(JsonNode node) {
        var indenter = new DefaultIndenter("  ", "\n");
        var printer =
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        try {
            return new ObjectMapper().writer(printer).writeValueAsString(node) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree cannot be written", e);
        }
    }
}
