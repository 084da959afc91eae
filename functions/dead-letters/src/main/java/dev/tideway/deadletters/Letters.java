package dev.tideway.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.funqy.knative.events.CloudEvent;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Takes an event apart to be kept, and puts it together again.
final class Letters {

    private Letters() {}

    /// Everything about the event but its data, what Knative said of the failure, and the redrive that it comes from.
    static Map<String, String> attributes(CloudEvent<?> event) {
        var attributes = new TreeMap<>(event.extensions());
        attributes.keySet().removeAll(Failure.EXTENSIONS);
        if (KeptEvent.redrive(attributes) > 0) {
            attributes.remove(KeptEvent.REDRIVE);
        }
        attributes.put("specversion", event.specVersion());
        attributes.put("id", event.id());
        attributes.put("source", event.source());
        attributes.put("type", event.type());
        put(attributes, "subject", event.subject());
        put(attributes, "dataschema", event.dataSchema());
        put(attributes, "datacontenttype", event.dataContentType());
        if (event.time() != null) {
            attributes.put("time", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(event.time()));
        }
        return attributes;
    }

    private static void put(Map<String, String> attributes, String name, @Nullable String value) {
        if (value != null) {
            attributes.put(name, value);
        }
    }

    /// The JSON form of the CloudEvent: data that is JSON as it is, other data in Base64.
    static ObjectNode event(ObjectNode attributes, byte @Nullable [] data, ObjectMapper mapper)
            throws JsonProcessingException {
        if (data == null) {
            return attributes;
        }
        var json = json(attributes.path("datacontenttype").asText(), data, mapper);
        if (json == null) {
            attributes.put("data_base64", data);
        } else {
            attributes.set("data", json);
        }
        return attributes;
    }

    /// Null when it is not JSON, whatever its content type says: broken JSON is a reason to end up here.
    private static @Nullable JsonNode json(String contentType, byte[] data, ObjectMapper mapper) {
        if (!contentType.toLowerCase(Locale.ROOT).contains("json")) {
            return null;
        }
        try {
            return mapper.readTree(data);
        } catch (IOException _) {
            return null;
        }
    }
}
