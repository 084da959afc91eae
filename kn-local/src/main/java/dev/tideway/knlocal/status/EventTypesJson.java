package dev.tideway.knlocal.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tideway.knlocal.manifest.Key;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `GET /api/eventtypes` answers, as JSON and back.
public final class EventTypesJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EventTypesJson() {}

    public static String write(List<EventTypeStatus> all) {
        var root = JsonNodeFactory.instance.objectNode();
        var types = root.putArray("eventTypes");
        for (var one : all) {
            var node =
                    types.addObject()
                            .put("namespace", one.key().namespace())
                            .put("name", one.key().name())
                            .put("type", one.type())
                            .put("source", one.source())
                            .put("reference", one.reference());
            one.since().ifPresent(at -> node.put("since", at.toString()));
        }
        return root.toPrettyString();
    }

    /// Fields it does not know are passed over.
    ///
    /// @throws IllegalArgumentException when the text is none of those
    public static List<EventTypeStatus> read(String json) {
        try {
            var all = new ArrayList<EventTypeStatus>();
            for (var node : JSON.readTree(json).withArray("eventTypes")) {
                all.add(
                        new EventTypeStatus(
                                new Key(text(node, "namespace"), text(node, "name")),
                                text(node, "type"),
                                text(node, "source"),
                                text(node, "reference"),
                                Optional.ofNullable(node.get("since"))
                                        .map(at -> Instant.parse(at.asText()))));
            }
            return all;
        } catch (JsonProcessingException | DateTimeException | UnsupportedOperationException e) {
            throw new IllegalArgumentException("not event types: " + e.getMessage(), e);
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }
}
