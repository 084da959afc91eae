package dev.tideway.knlocal.status;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.knlocal.journey.Note;
import dev.tideway.knlocal.journey.NoteJson;
import dev.tideway.knlocal.status.EventJourney.Other;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `GET /api/journey` and `GET /api/events` answer, as JSON and back.
public final class JourneyJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JourneyJson() {}

    public static String write(FlowJourney flow) throws IOException {
        return object(json -> {
            array("events", flow.events(), JourneyJson::write, json);
            json.writeBooleanField("more", flow.more());
        });
    }

    public static String writeEvents(List<Note> events) throws IOException {
        return object(json -> array("events", events, NoteJson::write, json));
    }

    private interface Writing<T> {
        void write(T what, JsonGenerator json) throws IOException;
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static String object(Fields fields) throws IOException {
        var text = new StringWriter();
        try (var json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(EventJourney journey, JsonGenerator json) throws IOException {
        json.writeStartObject();
        array("steps", journey.steps(), NoteJson::write, json);
        array("others", journey.others(), JourneyJson::write, json);
        array("caused", journey.caused(), JourneyJson::write, json);
        json.writeEndObject();
    }

    private static void write(Other other, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("place", other.place());
        if (other.whyNot().isPresent()) {
            json.writeStringField("whyNot", other.whyNot().get());
        }
        json.writeEndObject();
    }

    private static <T> void array(String field, List<T> all, Writing<T> writing, JsonGenerator json)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (var one : all) {
            writing.write(one, json);
        }
        json.writeEndArray();
    }

    /// The journeys of an answer.
    ///
    /// @throws IllegalArgumentException when the text is none of those
    public static FlowJourney read(String json) {
        var root = root(json);
        return new FlowJourney(journeys(root.path("events")), root.path("more").asBoolean());
    }

    /// The events of an answer.
    ///
    /// @throws IllegalArgumentException when the text is none of those
    public static List<Note> readEvents(String json) {
        return notes(root(json).path("events"));
    }

    private static JsonNode root(String json) {
        try {
            var root = JSON.readTree(json);
            if (!root.path("events").isArray()) {
                throw new IllegalArgumentException("no events");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
        }
    }

    private static List<EventJourney> journeys(JsonNode array) {
        var all = new ArrayList<EventJourney>();
        for (var node : array) {
            all.add(
                    new EventJourney(
                            notes(node.path("steps")),
                            others(node.path("others")),
                            journeys(node.path("caused"))));
        }
        return all;
    }

    private static List<Note> notes(JsonNode array) {
        var all = new ArrayList<Note>();
        array.forEach(node -> all.add(NoteJson.read(node)));
        return all;
    }

    private static List<Other> others(JsonNode array) {
        var all = new ArrayList<Other>();
        for (var node : array) {
            all.add(
                    new Other(
                            node.path("place").asText(),
                            Optional.ofNullable(node.get("whyNot")).map(JsonNode::asText)));
        }
        return all;
    }
}
