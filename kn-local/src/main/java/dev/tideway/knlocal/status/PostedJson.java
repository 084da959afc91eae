package dev.tideway.knlocal.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;

/// A JSON object that came from outside; what is wrong with it is said in one line.
public final class PostedJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PostedJson() {}

    /// The object that a text is.
    ///
    /// @throws IllegalArgumentException when it is none
    public static JsonNode object(String text) {
        try {
            var node = JSON.readTree(text);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("no JSON object");
    }

    /// A slip in a name is no wish to leave the field out.
    ///
    /// @param what has these fields, for the message: `a fault`
    /// @throws IllegalArgumentException when the object has another
    static void requireOnly(Collection<String> known, String what, JsonNode object) {
        for (var field : object.properties()) {
            if (!known.contains(field.getKey())) {
                throw new IllegalArgumentException(
                        "\"%s\" is no field of %s, only %s are"
                                .formatted(field.getKey(), what, String.join(", ", known)));
            }
        }
    }
}
