package dev.tideway.kit;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A valid CloudEvents 1.0 event as it came in: its attributes and extensions in their string form, and its data,
/// not yet read into a function's type.
record Envelope(Map<String, String> attributes, Data data, Mode mode) {

    /// The content mode of the request, which the answer repeats.
    enum Mode {
        BINARY,
        STRUCTURED
    }

    /// What came as the event's data.
    sealed interface Data {
        record None() implements Data {}

        record Bytes(Buffer bytes) implements Data {}

        record Json(JsonNode node) implements Data {}
    }

    /// Names that are no extension's.
    static final Set<String> CONTEXT =
            Set.of(
                    "specversion",
                    "id",
                    "source",
                    "type",
                    "subject",
                    "time",
                    "dataschema",
                    "datacontenttype");

    /// @throws Refused unless the attributes are those of a CloudEvents 1.0 event
    static Envelope checked(Map<String, String> attributes, Data data, Mode mode) {
        attributes.forEach(Envelope::checkText);
        var version = required(attributes, "specversion");
        if (!version.equals("1.0")) {
            throw Refused.badRequest("specversion is \"" + version + "\": only 1.0 is supported");
        }
        required(attributes, "id");
        required(attributes, "type");
        checkUri("source", required(attributes, "source"));
        checkOptional(attributes);
        return new Envelope(Map.copyOf(attributes), data, mode);
    }

    /// @throws Refused unless the name is one or more of a-z and 0-9 (CloudEvents 1.0, naming conventions)
    static String attributeName(String name) {
        if (name.isEmpty() || !name.chars().allMatch(Envelope::isNameCharacter)) {
            throw Refused.badRequest(
                    "attribute name \"" + name + "\" is invalid: only a-z and 0-9 are allowed");
        }
        return name;
    }

    private static boolean isNameCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    /// No control characters (CloudEvents 1.0, type system).
    private static void checkText(String name, String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw Refused.badRequest(name + " contains a control character");
        }
    }

    private static String required(Map<String, String> attributes, String name) {
        var value = attributes.get(name);
        if (value == null) {
            throw Refused.badRequest(name + " is missing");
        }
        if (value.isEmpty()) {
            throw Refused.badRequest(name + " is empty");
        }
        return value;
    }

    private static void checkOptional(Map<String, String> attributes) {
        for (var name : Set.of("subject", "time", "dataschema", "datacontenttype")) {
            if (attributes.containsKey(name)) {
                required(attributes, name);
            }
        }
        var schema = attributes.get("dataschema");
        if (schema != null) {
            checkUri("dataschema", schema);
        }
        var time = attributes.get("time");
        if (time != null) {
            try {
                OffsetDateTime.parse(time);
            } catch (DateTimeParseException _) {
                throw Refused.badRequest("time is \"" + time + "\": not an RFC 3339 timestamp");
            }
        }
    }

    private static void checkUri(String name, String value) {
        try {
            new URI(value);
        } catch (URISyntaxException _) {
            throw Refused.badRequest(name + " is \"" + value + "\": not a URI");
        }
    }

    String type() {
        return attributes.getOrDefault("type", "");
    }

    @Nullable String contentType() {
        return attributes.get("datacontenttype");
    }

    Map<String, String> extensions() {
        var extensions = new TreeMap<>(attributes);
        extensions.keySet().removeAll(CONTEXT);
        return extensions;
    }

    /// For the log: never the data.
    @Override
    public String toString() {
        return type() + " " + attributes.get("id") + " from " + attributes.get("source");
    }
}
