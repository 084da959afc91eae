package dev.tideway.knlocal.conformance;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;

/// What a test sends, in binary mode.
record Event(Map<String, String> attributes, String data) {
    Event {
        attributes = new TreeMap<>(attributes);
    }

    /// With an id of its own.
    static Event event(String type) {
        return new Event(
                Map.of(
                        "specversion",
                        "1.0",
                        "id",
                        UUID.randomUUID().toString(),
                        "source",
                        "/conformance",
                        "type",
                        type),
                "{}");
    }

    Event with(String attribute, String value) {
        var all = new TreeMap<>(attributes);
        all.put(attribute, value);
        return new Event(all, data);
    }

    Event without(String attribute) {
        var all = new TreeMap<>(attributes);
        all.remove(attribute);
        return new Event(all, data);
    }

    Event saying(String other) {
        return new Event(attributes, other);
    }

    String id() {
        return attributes.getOrDefault("id", "");
    }

    void headers(BiConsumer<String, String> header) {
        attributes.forEach((name, value) -> header.accept("ce-" + name, value));
    }
}
