package dev.tideway.knlocal.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One pass over the members of a structured event.
final class JsonReading {
    private final JsonParser parser;
    private final byte[] json;
    private final Draft draft = new Draft("");
    private boolean given;
    private boolean encoded;
    private boolean text;
    private String kind = "";
    private byte @Nullable [] data;
    private String string = "";

    JsonReading(JsonParser parser, byte[] json) {
        this.parser = parser;
        this.json = json;
    }

    boolean faulty() {
        return draft.faulty();
    }

    void member() throws IOException {
        var name = parser.currentName();
        var token = parser.nextToken();
        switch (name) {
            case "data" -> data(token);
            case "data_base64" -> base64(token);
            default -> attribute(name, token);
        }
    }

    private void data(JsonToken token) throws IOException {
        once();
        kind = kindOf(token);
        text = token == JsonToken.VALUE_STRING;
        var start = (int) parser.currentTokenLocation().getByteOffset();
        if (text) {
            string = parser.getText();
        }
        parser.skipChildren();
        data = Arrays.copyOfRange(json, start, (int) parser.currentLocation().getByteOffset());
    }

    private void base64(JsonToken token) throws IOException {
        once();
        encoded = true;
        if (token == JsonToken.VALUE_STRING) {
            data = parser.getBinaryValue();
        } else {
            draft.fault("data_base64 is " + kindOf(token) + ", wanted a string");
        }
    }

    private void once() {
        if (given) {
            draft.fault("data is given twice");
        }
        given = true;
    }

    private void attribute(String name, JsonToken token) throws IOException {
        switch (token) {
            case VALUE_STRING -> draft.put(name, parser.getText());
            case VALUE_NULL -> {} // an attribute that is null is unset (section 2.2)
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
                    scalar(name, kindOf(token));
            default ->
                    draft.fault(Draft.shown(name) + " is " + kindOf(token) + ", wanted a string");
        }
    }

    private void scalar(String name, String what) throws IOException {
        switch (name) {
            case "specversion", "id", "source", "type", "subject", "time", "dataschema" ->
                    draft.fault(name + " is " + what + ", wanted a string");
            case "datacontenttype" -> draft.fault(name + " is " + what + ", wanted a string");
            case "partitionkey" -> {
                draft.unkeyable("partitionkey is " + what + ", wanted a string");
                draft.put(name, parser.getText());
            }
            default -> draft.put(name, parser.getText());
        }
    }

    /// What `data` means depends on `datacontenttype`, which may come after it.
    Decoded finish() {
        var contentType = draft.value("datacontenttype");
        if (given && !encoded && !HttpEvents.isJson(contentType)) {
            if (text) {
                data = string.getBytes(StandardCharsets.UTF_8);
            } else {
                draft.fault("data is " + kind + ", wanted a string as datacontenttype is not JSON");
            }
        }
        return draft.finish(data);
    }

    private static String kindOf(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            default -> "no value";
        };
    }
}
