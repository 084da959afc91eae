package dev.tideway.flowtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tideway.knlocal.event.Event;
import java.io.IOException;

/// JSON as tests look at it.
final class Json {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Json() {}

    /// An event's data; a missing node when they are no JSON.
    static JsonNode data(Event event) {
        var data = event.data();
        try {
            return data == null ? MissingNode.getInstance() : JSON.readTree(data);
        } catch (IOException _) {
            return MissingNode.getInstance();
        }
    }

    /// A missing node when it is none.
    static JsonNode of(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        }
    }
}
