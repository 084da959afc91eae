package dev.tideway.kit.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What a function answered; the event in it, if any, looks the same in both modes.
///
/// @param attributes attributes and extensions of the event, `datacontenttype` among them; empty when there is none
/// @param data the event's data, a missing node when there is none or it is no JSON
/// @param body the whole body, as text
public record Answer(int status, Map<String, String> attributes, JsonNode data, String body) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Answer of(Response response) {
        var type = response.contentType() == null ? "" : response.contentType();
        var body = new String(response.asByteArray(), StandardCharsets.UTF_8);
        try {
            if (type.startsWith("application/cloudevents+json")) {
                return structured(response.statusCode(), body);
            }
            var attributes = new TreeMap<String, String>();
            for (var header : response.headers()) {
                var name = header.getName().toLowerCase(Locale.ROOT);
                if (name.startsWith("ce-")) {
                    attributes.put(name.substring(3), header.getValue());
                }
            }
            if (attributes.isEmpty()) {
                return new Answer(
                        response.statusCode(), attributes, MissingNode.getInstance(), body);
            }
            attributes.put("datacontenttype", type);
            var data = type.contains("json") ? MAPPER.readTree(body) : MissingNode.getInstance();
            return new Answer(response.statusCode(), attributes, data, body);
        } catch (IOException e) {
            throw new UncheckedIOException("not an event: " + body, e);
        }
    }

    private static Answer structured(int status, String body) throws IOException {
        var event = MAPPER.readTree(body);
        var attributes = new TreeMap<String, String>();
        for (var property : event.properties()) {
            if (!property.getKey().startsWith("data")
                    || property.getKey().equals("datacontenttype")) {
                attributes.put(property.getKey(), property.getValue().asText());
            }
        }
        return new Answer(status, attributes, event.path("data"), body);
    }

    /// The event's type, empty when there is no event.
    public String type() {
        return attributes.getOrDefault("type", "");
    }

    public String id() {
        return attributes.getOrDefault("id", "");
    }

    /// The one line of a refusal.
    public String line() {
        return body.strip();
    }

    /// Itself, if it is an event of that type whose data is what the schema in `events/` says.
    ///
    /// @throws AssertionError when it is not
    public Answer expect(String type) {
        if (status != 200 || !type().equals(type)) {
            throw new AssertionError(
                    "expected " + type + ", got " + status + " " + attributes + " " + body);
        }
        EventSchemas.expectValid(type, data);
        return this;
    }
}
