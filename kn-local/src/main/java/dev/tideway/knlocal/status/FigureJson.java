package dev.tideway.knlocal.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tideway.knlocal.status.FunctionStatus.Figures;
import dev.tideway.knlocal.status.FunctionStatus.Times;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The figures of a [Status] as JSON and back: counts by event type, and times in milliseconds. An older runner has none.
final class FigureJson {
    private static final double NANOS = 1e6;

    private FigureJson() {}

    /// Sorted by name.
    static ObjectNode node(Map<String, Long> counts) {
        var node = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(counts).forEach(node::put);
        return node;
    }

    static Map<String, Long> counts(JsonNode node) {
        var counts = new TreeMap<String, Long>();
        node.properties().forEach(it -> counts.put(it.getKey(), it.getValue().asLong()));
        return counts;
    }

    /// Without `wanted` when it may be any.
    static ObjectNode node(TriggerStatus.Types types) {
        var node = JsonNodeFactory.instance.objectNode();
        types.wanted().ifPresent(it -> new TreeSet<>(it).forEach(node.putArray("wanted")::add));
        node.set("delivered", node(types.delivered()));
        node.set("answered", node(types.answered()));
        return node;
    }

    static TriggerStatus.Types types(JsonNode node) {
        return new TriggerStatus.Types(
                Optional.ofNullable(node.get("wanted")).map(FigureJson::texts),
                counts(node.path("delivered")),
                counts(node.path("answered")));
    }

    private static Set<String> texts(JsonNode node) {
        var texts = new TreeSet<String>();
        node.forEach(it -> texts.add(it.asText()));
        return texts;
    }

    static ObjectNode node(Times times) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("count", times.count())
                .put("medianMillis", times.median().toNanos() / NANOS)
                .put("p99Millis", times.p99().toNanos() / NANOS);
    }

    /// Those of a function.
    static Figures figures(JsonNode node) {
        return new Figures(
                Optional.ofNullable(node.get("target")).map(JsonNode::asDouble),
                Optional.ofNullable(node.get("requests")).map(FigureJson::times),
                Optional.ofNullable(node.get("starts")).map(FigureJson::times));
    }

    private static Times times(JsonNode node) {
        return new Times(
                node.path("count").asLong(),
                millis(node.path("medianMillis")),
                millis(node.path("p99Millis")));
    }

    private static Duration millis(JsonNode node) {
        return Duration.ofNanos(Math.round(node.asDouble() * NANOS));
    }
}
