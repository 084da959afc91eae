package dev.tideway.knlocal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tideway.knlocal.event.Decoded;
import dev.tideway.knlocal.event.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An event as a form has it: `attributes`, and its data byte for byte, as the text `data` where it is text, else as
/// `base64`.
final class Parts {
    private Parts() {}

    static ObjectNode of(Event event) {
        var node = JsonNodeFactory.instance.objectNode();
        var attributes = node.putObject("attributes");
        event.attributes().forEach(attributes::put);
        var data = event.data();
        if (data != null) {
            text(data).ifPresentOrElse(it -> node.put("data", it), () -> node.put("base64", data));
        }
        return node;
    }

    private static Optional<String> text(byte[] data) {
        try {
            var decoder = StandardCharsets.UTF_8.newDecoder();
            return Optional.of(decoder.decode(ByteBuffer.wrap(data)).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /// @throws IllegalArgumentException when they make no event; the message says why
    static Event read(JsonNode node) {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("specversion", "1.0");
        for (var attribute : node.path("attributes").properties()) {
            if (!attribute.getValue().isValueNode()) {
                throw new IllegalArgumentException(
                        "attribute %s is no text".formatted(attribute.getKey()));
            }
            attributes.put(attribute.getKey(), attribute.getValue().asText());
        }
        return switch (Decoded.of(attributes, data(node))) {
            case Decoded.Valid(var event) -> event;
            case Decoded.Unkeyable(var event, _) -> event;
            case Decoded.Invalid(var why) -> throw new IllegalArgumentException(why);
            case Decoded.NotAnEvent(var why) -> throw new IllegalArgumentException(why);
        };
    }

    private static byte @Nullable [] data(JsonNode node) {
        if (node.has("data")) {
            return node.path("data").asText().getBytes(StandardCharsets.UTF_8);
        }
        try {
            return node.has("base64") ? node.path("base64").binaryValue() : null;
        } catch (IOException e) {
            throw new IllegalArgumentException("base64 is none: " + e.getMessage(), e);
        }
    }
}
