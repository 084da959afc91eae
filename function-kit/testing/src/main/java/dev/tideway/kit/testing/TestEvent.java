package dev.tideway.kit.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// An event to post to the function under test: a valid one, until a test spoils it.
///
/// @param attributes attributes and extensions, `datacontenttype` among them
/// @param data JSON text
public record TestEvent(Map<String, String> attributes, String data) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public TestEvent {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /// An event of that type with a new id.
    public static TestEvent of(String type, String data) {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("specversion", "1.0");
        attributes.put("id", UUID.randomUUID().toString());
        attributes.put("source", "/test");
        attributes.put("type", type);
        attributes.put("datacontenttype", "application/json");
        return new TestEvent(attributes, data);
    }

    /// Its data written by Jackson: records, maps, JSON trees.
    public static TestEvent of(String type, Object data) {
        try {
            return of(type, MAPPER.writeValueAsString(data));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public TestEvent id(String id) {
        return with("id", id);
    }

    /// Sets `subject` and `partitionkey`.
    public TestEvent about(String aggregateId) {
        return with("subject", aggregateId).with("partitionkey", aggregateId);
    }

    public TestEvent with(String name, String value) {
        var changed = new LinkedHashMap<>(attributes);
        changed.put(name, value);
        return new TestEvent(changed, data);
    }

    public TestEvent without(String name) {
        var changed = new LinkedHashMap<>(attributes);
        changed.remove(name);
        return new TestEvent(changed, data);
    }

    /// Posts it to `/` of the application under test.
    public Answer post(Mode mode) {
        return switch (mode) {
            case BINARY -> binary();
            case STRUCTURED -> structured();
        };
    }

    private Answer binary() {
        var headers = new LinkedHashMap<String, String>();
        attributes.forEach((name, value) ->
                headers.put(name.equals("datacontenttype") ? "content-type" : "ce-" + name, value));
        return post(headers, data);
    }

    private Answer structured() {
        try {
            var event = MAPPER.createObjectNode();
            attributes.forEach(event::put);
            event.set("data", MAPPER.readTree(data));
            return post(Map.of("content-type", "application/cloudevents+json"), event.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "post data that is no JSON with TestEvent.post(headers, body)", e);
        }
    }

    /// Posts whatever a test makes up.
    public static Answer post(Map<String, String> headers, String body) {
        var plain = new EncoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false);
        var request =
                RestAssured.given()
                        .config(RestAssuredConfig.config().encoderConfig(plain))
                        .headers(headers);
        if (!body.isEmpty()) {
            request.body(body.getBytes(StandardCharsets.UTF_8));
        }
        return Answer.of(request.post("/"));
    }

    /// The data as a tree, to look into.
    public JsonNode json() {
        try {
            return MAPPER.readTree(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
