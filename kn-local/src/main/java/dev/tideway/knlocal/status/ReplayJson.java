package dev.tideway.knlocal.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tideway.knlocal.status.ReplayStatus.Match;
import java.util.ArrayList;
import java.util.List;

/// What `/api/replay` is asked and answers, as JSON and back.
public final class ReplayJson {
    private ReplayJson() {}

    public static String write(ReplayOrder order) {
        var node = JsonNodeFactory.instance.objectNode().put("trigger", order.trigger());
        switch (order.part()) {
            case ReplayOrder.Part.Times(var from, var to) -> {
                node.put("from", from.toString());
                to.ifPresent(it -> node.put("to", it.toString()));
            }
            case ReplayOrder.Part.Offsets(var partition, var from, var to) -> {
                node.put("partition", partition).put("fromOffset", from);
                to.ifPresent(it -> node.put("toOffset", it));
            }
        }
        return node.put("dryRun", order.dryRun()).toString();
    }

    /// What was posted.
    ///
    /// @throws IllegalArgumentException when it is no order; the message names the field
    public static ReplayOrder readOrder(String json) {
        return ReadReplayOrder.of(json);
    }

    /// What is posted to have one stopped.
    public static String writeId(String id) {
        return JsonNodeFactory.instance.objectNode().put("id", id).toString();
    }

    /// Which one is to be stopped.
    ///
    /// @throws IllegalArgumentException when it is not said
    public static String readId(String json) {
        var node = PostedJson.object(json);
        PostedJson.requireOnly(List.of("id"), "the stop of a replay", node);
        if (!node.path("id").isTextual()) {
            throw new IllegalArgumentException("id is missing: that of the replay to stop");
        }
        return node.path("id").asText();
    }

    public static String write(ReplayStatus it) {
        return node(it).toPrettyString();
    }

    public static String write(List<ReplayStatus> all) {
        var root = JsonNodeFactory.instance.objectNode();
        var replays = root.putArray("replays");
        all.forEach(it -> replays.add(node(it)));
        return root.toPrettyString();
    }

    private static ObjectNode node(ReplayStatus it) {
        var node =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", it.id())
                        .put("trigger", it.trigger())
                        .put("dryRun", it.dryRun())
                        .put("state", it.state())
                        .put("why", it.why())
                        .put("length", it.length())
                        .put("events", it.events())
                        .put("matched", it.matched())
                        .put("delivered", it.delivered())
                        .put("failed", it.failed());
        if (it.dryRun()) {
            var matches = node.putArray("matches");
            it.matches().forEach(match -> matches.add(node(match)));
            node.put("more", it.more());
        }
        return node;
    }

    private static ObjectNode node(Match it) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("partition", it.partition())
                .put("offset", it.offset())
                .put("id", it.id())
                .put("source", it.source())
                .put("type", it.type())
                .put("subject", it.subject());
    }

    /// One replay of an answer.
    ///
    /// @throws IllegalArgumentException when the text is no status of a replay
    public static ReplayStatus read(String json) {
        var node = PostedJson.object(json);
        if (!node.path("id").isTextual() || !node.path("state").isTextual()) {
            throw new IllegalArgumentException("no id and state");
        }
        return status(node);
    }

    private static ReplayStatus status(JsonNode node) {
        var matches = new ArrayList<Match>();
        node.path("matches").forEach(it -> matches.add(match(it)));
        return new ReplayStatus(
                node.path("id").asText(),
                node.path("trigger").asText(),
                node.path("dryRun").asBoolean(),
                node.path("state").asText(),
                node.path("why").asText(),
                node.path("length").asLong(),
                node.path("events").asLong(),
                node.path("matched").asLong(),
                node.path("delivered").asLong(),
                node.path("failed").asLong(),
                matches,
                node.path("more").asBoolean());
    }

    private static Match match(JsonNode node) {
        return new Match(
                node.path("partition").asInt(),
                node.path("offset").asLong(),
                node.path("id").asText(),
                node.path("source").asText(),
                node.path("type").asText(),
                node.path("subject").asText());
    }
}
