package dev.tideway.flowtest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.knlocal.event.Event;
import java.util.Map;
import java.util.Optional;

/// An event that a broker or channel has taken in.
///
/// @param attributes its own and its extensions
/// @param data when they are JSON; else a missing node
public record SeenEvent(Map<String, String> attributes, JsonNode data) {
    public SeenEvent {
        attributes = Map.copyOf(attributes);
    }

    static SeenEvent of(Event event) {
        return new SeenEvent(event.attributes(), Json.data(event));
    }

    public String type() {
        return attributes.getOrDefault("type", "");
    }

    public String id() {
        return attributes.getOrDefault("id", "");
    }

    public Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }
}
