package dev.tideway.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads an HTTP request into an [Envelope]: CloudEvents HTTP binding 1.0.2, binary and structured JSON.
final class Requests {
    private static final String PREFIX = "ce-";

    private final ObjectReader trees;

    Requests(ObjectReader trees) {
        this.trees = trees;
    }

    /// @throws Refused when the request is no CloudEvents 1.0 event
    Envelope read(MultiMap headers, Buffer body) {
        var contentType = headers.get("content-type");
        if (contentType != null && MediaType.isCloudEvents(contentType)) {
            if (!MediaType.isStructured(contentType)) {
                throw Refused.unsupported(
                        "content type "
                                + contentType
                                + " is not supported: send one event as "
                                + MediaType.STRUCTURED);
            }
            return structured(body);
        }
        return binary(headers, contentType, body);
    }

    private static Envelope binary(MultiMap headers, @Nullable String contentType, Buffer body) {
        var attributes = new HashMap<String, String>();
        for (var header : headers) {
            var name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.startsWith(PREFIX)) {
                addHeader(attributes, name.substring(PREFIX.length()), header.getValue());
            }
        }
        if (attributes.isEmpty()) {
            throw Refused.badRequest(
                    "no CloudEvent: neither ce- headers nor content type " + MediaType.STRUCTURED);
        }
        if (contentType != null) {
            attributes.put("datacontenttype", contentType);
        }
        if (contentType != null && MediaType.isMultipart(contentType)) {
            throw Refused.unsupported("content type " + contentType + " is not supported");
        }
        var data = body.length() == 0 ? new Envelope.Data.None() : new Envelope.Data.Bytes(body);
        return Envelope.checked(attributes, data, Envelope.Mode.BINARY);
    }

    private static void addHeader(Map<String, String> attributes, String name, String value) {
        Envelope.attributeName(name);
        if (name.equals("data") || name.equals("datacontenttype")) {
            throw Refused.badRequest(
                    "ce-" + name + " is not allowed: it is the request's own part");
        }
        try {
            if (attributes.put(name, HeaderText.decode(value)) != null) {
                throw Refused.badRequest("ce-" + name + " is given twice");
            }
        } catch (CharacterCodingException _) {
            throw Refused.badRequest("ce-" + name + " is not percent-encoded UTF-8");
        }
    }

    private Envelope structured(Buffer body) {
        var event = tree(body);
        if (!event.isObject()) {
            throw Refused.badRequest("the body is not a JSON object with one CloudEvent");
        }
        var attributes = new HashMap<String, String>();
        for (var property : event.properties()) {
            var name = property.getKey();
            var value = property.getValue();
            if (!name.equals("data") && !name.equals("data_base64") && !value.isNull()) {
                attributes.put(Envelope.attributeName(name), attributeValue(name, value));
            }
        }
        attributes.putIfAbsent("datacontenttype", MediaType.JSON);
        return Envelope.checked(attributes, structuredData(event), Envelope.Mode.STRUCTURED);
    }

    private JsonNode tree(Buffer body) {
        try {
            return trees.readTree(body.getBytes());
        } catch (JsonProcessingException e) {
            throw Refused.badRequest("the body is not valid JSON: " + JsonProblem.reason(e));
        } catch (IOException e) {
            throw Refused.badRequest("the body is not readable: " + e.getMessage());
        }
    }

    private static String attributeValue(String name, JsonNode value) {
        var plain = Envelope.CONTEXT.contains(name);
        if (value.isTextual() || (!plain && (value.isBoolean() || value.isInt()))) {
            return value.asText();
        }
        throw Refused.badRequest(
                name
                        + (plain
                                ? " is not a string"
                                : " is neither string, boolean nor 32-bit integer"));
    }

    private static Envelope.Data structuredData(JsonNode event) {
        var base64 = event.get("data_base64");
        var data = event.get("data");
        if (base64 == null) {
            return data == null ? new Envelope.Data.None() : new Envelope.Data.Json(data);
        }
        if (data != null) {
            throw Refused.badRequest("both data and data_base64 are given");
        }
        try {
            return new Envelope.Data.Bytes(
                    Buffer.buffer(Base64.getDecoder().decode(base64.asText())));
        } catch (IllegalArgumentException e) {
            throw Refused.badRequest("data_base64 is not valid base64: " + e.getMessage());
        }
    }
}
