package dev.tideway.benchmarks;

import dev.tideway.knlocal.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;

/// An event as the store's are: ten attributes and 1 KiB of JSON.
public final class Samples {
    public static final String TYPE = "dev.tideway.order.placed.v1";

    private Samples() {}

    public static Event event() {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("specversion", "1.0");
        attributes.put("id", "1b4f0e98-51b2-4d5a-9d0c-7a2f6c3e8d11");
        attributes.put("source", "/orders");
        attributes.put("type", TYPE);
        attributes.put("subject", "o-1001");
        attributes.put("time", "2026-01-31T23:59:59.123Z");
        attributes.put("datacontenttype", "application/json");
        attributes.put("partitionkey", "o-1001");
        attributes.put("correlationid", "6d0c7a2f-51b2-4d5a-9d0c-1b4f0e98c3e8");
        attributes.put("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        var data = "{\"orderId\":\"o-1001\",\"note\":\"" + "x".repeat(990) + "\"}";
        return Event.of(attributes, data.getBytes(StandardCharsets.UTF_8));
    }
}
