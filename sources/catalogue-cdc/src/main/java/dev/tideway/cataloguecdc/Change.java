package dev.tideway.cataloguecdc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// One row's change as a CloudEvent in the JSON format, ready to be posted.
///
/// @param id of the event
/// @param key of the row: its primary key's values
/// @param json the event
record Change(String id, String key, String json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// What the JSON format lets be something else than text (CloudEvents 1.0, JSON format, 3.1).
    private static final Set<String> NOT_TEXT = Set.of("data");

    /// Makes what Debezium's converter gives a valid CloudEvent: attribute names in small letters, none that is null,
    /// numbers as text (an Integer has 32 bits, and an LSN more), `subject` and `partitionkey` the row's key.
    ///
    /// Debezium's `id` is the change's place in the log. All rows of a snapshot share one place, and so do the delete and the
    /// insert that a changed primary key comes to; the row's key is added, which tells them apart.
    ///
    /// @param key as Debezium has it in JSON: `{"sku":"mug-blue"}`
    /// @param value its CloudEvent
    static Change of(String key, String value, Map<String, String> overrides) {
        try {
            var rowKey = values(JSON.readTree(key));
            var event = JSON.createObjectNode();
            for (var attribute : JSON.readTree(value).properties()) {
                put(event, attribute.getKey(), attribute.getValue());
            }
            var id = event.path("id").asText() + ";key:" + rowKey;
            event.put("id", id).put("subject", rowKey).put("partitionkey", rowKey);
            overrides.forEach(event::put);
            return new Change(id, rowKey, JSON.writeValueAsString(event));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "Debezium gave what is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void put(ObjectNode event, String name, JsonNode value) {
        if (NOT_TEXT.contains(name)) {
            event.set(name, value);
        } else if (!value.isNull()) {
            event.put(name.toLowerCase(Locale.ROOT), value.asText());
        }
    }

    private static String values(JsonNode key) {
        return StreamSupport.stream(key.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining("|"));
    }

    @Override
    public String toString() {
        return id;
    }
}
