package dev.tideway.knlocal.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tideway.knlocal.event.Event;
import java.util.LinkedHashMap;
import java.util.Map;

/// Events for tests.
public final class Events {
    private Events() {}

    /// The least an event can be.
    public static Event plain(String id) {
        return Event.of(attributes(id, "dev.tideway.test.happened.v1"), null);
    }

    public static Event typed(String id, String type) {
        return Event.of(attributes(id, type), null);
    }

    /// Events with the same key keep their order.
    public static Event keyed(String id, String key) {
        return plain(id).with("partitionkey", key);
    }

    public static Event sized(String id, int bytes) {
        return Event.of(attributes(id, "dev.tideway.test.happened.v1"), new byte[bytes]);
    }

    /// As a client places an order, with the order's id for the event's.
    public static Event order(String id) {
        var attributes = attributes(id, "dev.tideway.order.place.v1");
        attributes.putAll(
                Map.of(
                        "subject", id,
                        "partitionkey", id,
                        "datacontenttype", "application/json"));
        return Event.of(attributes, ("{\"orderId\":\"" + id + "\"}").getBytes(UTF_8));
    }

    private static Map<String, String> attributes(String id, String type) {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("specversion", "1.0");
        attributes.put("id", id);
        attributes.put("source", "/test");
        attributes.put("type", type);
        return attributes;
    }
}
