package dev.tideway.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.vertx.core.buffer.Buffer;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An event as it goes over HTTP: headers and body, in binary or structured mode.
record Written(Map<String, String> headers, Buffer body) {

    static Written as(Envelope.Mode mode, CloudEvent<?> event, ObjectMapper mapper)
            throws JsonProcessingException {
        return switch (mode) {
            case BINARY -> binary(event, mapper);
            case STRUCTURED -> structured(event, mapper);
        };
    }

    private static Written binary(CloudEvent<?> event, ObjectMapper mapper)
            throws JsonProcessingException {
        var headers = new LinkedHashMap<String, String>();
        attributes(event)
                .forEach((name, value) -> headers.put("ce-" + name, HeaderText.encode(value)));
        if (event.data() == null) {
            return new Written(headers, Buffer.buffer());
        }
        headers.put("content-type", contentType(event));
        return new Written(headers, Buffer.buffer(bytes(event, mapper)));
    }

    private static Written structured(CloudEvent<?> event, ObjectMapper mapper)
            throws JsonProcessingException {
        var body = new LinkedHashMap<String, @Nullable Object>(attributes(event));
        if (event.data() instanceof byte[] bytes) {
            body.put("datacontenttype", contentType(event));
            body.put("data_base64", Base64.getEncoder().encodeToString(bytes));
        } else if (event.data() != null) {
            body.put("datacontenttype", contentType(event));
            body.put("data", event.data());
        }
        return new Written(
                Map.of("content-type", MediaType.STRUCTURED),
                Buffer.buffer(mapper.writeValueAsBytes(body)));
    }

    /// All attributes and extensions but `datacontenttype`, in their canonical string form.
    static Map<String, String> attributes(CloudEvent<?> event) {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("specversion", "1.0");
        attributes.put("id", event.id());
        attributes.put("source", event.source());
        attributes.put("type", event.type());
        put(attributes, "subject", event.subject());
        put(attributes, "time", event.time() == null ? null : rfc3339(event.time()));
        put(attributes, "dataschema", event.dataSchema());
        event.extensions().forEach((name, value) -> put(attributes, name, value));
        return attributes;
    }

    static String rfc3339(OffsetDateTime time) {
        return DateTimeFormatter.ISO_INSTANT.format(time.withOffsetSameInstant(ZoneOffset.UTC));
    }

    private static void put(Map<String, String> attributes, String name, @Nullable String value) {
        if (value != null) {
            attributes.put(name, value);
        }
    }

    private static String contentType(CloudEvent<?> event) {
        if (event.dataContentType() != null) {
            return event.dataContentType();
        }
        return event.data() instanceof byte[] ? MediaType.BYTES : MediaType.JSON;
    }

    private static byte[] bytes(CloudEvent<?> event, ObjectMapper mapper)
            throws JsonProcessingException {
        return event.data() instanceof byte[] bytes
                ? bytes
                : mapper.writeValueAsBytes(event.data());
    }
}
