package dev.tideway.knlocal.journey;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A [Note] as a JSON object, and back: from a line of [StepLines], too.
public final class NoteJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String NUMBER = "{\"number\":";

    private NoteJson() {}

    public static void write(Note note, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", note.number());
        json.writeStringField("at", note.at().toString());
        json.writeStringField("step", note.kind().name());
        json.writeStringField("place", note.place());
        json.writeStringField("id", note.id());
        json.writeStringField("source", note.source());
        json.writeStringField("type", note.type());
        json.writeStringField("flow", note.flow());
        write("details", note.details(), json);
        write("attributes", note.attributes(), json);
        json.writeEndObject();
    }

    private static void write(String field, Map<String, String> texts, JsonGenerator json)
            throws IOException {
        if (texts.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart(field);
        for (var text : texts.entrySet()) {
            json.writeStringField(text.getKey(), text.getValue());
        }
        json.writeEndObject();
    }

    /// Of a line, which begins with it, without reading the rest; 0 when it does not.
    static long number(String line) {
        long number = 0;
        int i = line.startsWith(NUMBER) ? NUMBER.length() : line.length();
        for (; i < line.length() && Character.isDigit(line.charAt(i)); i++) {
            number = 10 * number + line.charAt(i) - '0';
        }
        return number;
    }

    /// Empty for a line that was cut off when the process was killed.
    static Optional<Note> readLine(String line) {
        try {
            return Optional.of(read(MAPPER.readTree(line)));
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Fields it does not know are passed over.
    ///
    /// @throws IllegalArgumentException when it is no note
    public static Note read(JsonNode node) {
        try {
            return new Note(
                    node.path("number").asLong(),
                    Instant.parse(node.path("at").asText()),
                    Note.Kind.valueOf(node.path("step").asText()),
                    node.path("place").asText(),
                    node.path("id").asText(),
                    node.path("source").asText(),
                    node.path("type").asText(),
                    node.path("flow").asText(),
                    texts(node.path("details")),
                    texts(node.path("attributes")));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a note without a time: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> texts(JsonNode node) {
        var texts = new LinkedHashMap<String, String>();
        node.properties().forEach(it -> texts.put(it.getKey(), it.getValue().asText()));
        return texts;
    }
}
