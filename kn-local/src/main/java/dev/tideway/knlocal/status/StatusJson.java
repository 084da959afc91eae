package dev.tideway.knlocal.status;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tideway.knlocal.manifest.Key;

/// [Status] as JSON and back. Times are RFC 3339, durations whole milliseconds; what is empty is left out. Written by
/// hand on Jackson's tree, because binding by reflection would double the time `kn-local status` takes.
public final class StatusJson {
    private StatusJson() {}

    public static String write(Status status) {
        var root = JsonNodeFactory.instance.objectNode().put("at", status.at().toString());
        var functions = root.putArray("functions");
        status.functions().forEach(f -> functions.add(node(f)));
        var triggers = root.putArray("triggers");
        status.triggers().forEach(t -> triggers.add(node(t)));
        var brokers = root.putArray("brokers");
        status.brokers().forEach(b -> brokers.add(node(b)));
        var subscriptions = root.putArray("subscriptions");
        status.subscriptions().forEach(s -> subscriptions.add(node(s)));
        var channels = root.putArray("channels");
        status.channels().forEach(c -> channels.add(node(c)));
        var sources = root.putArray("sources");
        status.sources().forEach(s -> sources.add(node(s)));
        var sinks = root.putArray("sinks");
        status.sinks().forEach(s -> sinks.add(node(s)));
        var faults = root.putArray("faults");
        status.faults().forEach(f -> faults.add(FaultsJson.node(f)));
        return root.toPrettyString();
    }

    /// Fields it does not know are passed over.
    ///
    /// @throws IllegalArgumentException when the text is not a status; the message names the field
    public static Status read(String json) {
        return ReadStatus.of(json);
    }

    private static ObjectNode node(FunctionStatus f) {
        var node =
                keyed(f.key())
                        .put("url", f.url().toString())
                        .put("state", f.state().name())
                        .put("reason", f.reason())
                        .put("ready", f.ready())
                        .put("desired", f.desired())
                        .put("inFlight", f.inFlight())
                        .put("queued", f.queued());
        f.lastEvent().ifPresent(at -> node.put("lastEvent", at.toString()));
        f.coldStart().ifPresent(took -> node.put("coldStartMillis", took.toMillis()));
        var revisions = node.putArray("revisions");
        f.revisions().forEach(r -> revisions.add(node(r)));
        f.figures().target().ifPresent(it -> node.put("target", it));
        f.figures().requests().ifPresent(it -> node.set("requests", FigureJson.node(it)));
        f.figures().starts().ifPresent(it -> node.set("starts", FigureJson.node(it)));
        return node;
    }

    private static ObjectNode node(FunctionStatus.Revision r) {
        var node =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("name", r.name())
                        .put("percent", r.percent())
                        .put("ready", r.ready())
                        .put("desired", r.desired());
        var tags = node.putArray("tags");
        r.tags().forEach(tags::add);
        return node;
    }

    private static ObjectNode node(TriggerStatus t) {
        var node =
                keyed(t.key())
                        .put("broker", t.broker().toString())
                        .put("subscriber", t.subscriber())
                        .put("ready", t.ready())
                        .put("reason", t.reason())
                        .put("delivered", t.delivered())
                        .put("retried", t.retried())
                        .put("deadLettered", t.deadLettered())
                        .put("lag", t.lag());
        node.set("types", FigureJson.node(t.types()));
        return node;
    }

    private static ObjectNode node(BrokerStatus b) {
        var node =
                keyed(b.key())
                        .put("class", b.brokerClass())
                        .put("url", b.url().toString())
                        .put("ready", b.ready())
                        .put("reason", b.reason())
                        .put("accepted", b.accepted())
                        .put("refused", b.refused());
        node.set("types", FigureJson.node(b.types()));
        return node;
    }

    private static ObjectNode node(SubscriptionStatus s) {
        return keyed(s.key())
                .put("channel", s.channel().toString())
                .put("subscriber", s.subscriber())
                .put("reply", s.reply())
                .put("ready", s.ready())
                .put("reason", s.reason())
                .put("delivered", s.delivered())
                .put("retried", s.retried())
                .put("deadLettered", s.deadLettered())
                .put("lag", s.lag());
    }

    private static ObjectNode node(ChannelStatus c) {
        return keyed(c.key())
                .put("type", c.type())
                .put("url", c.url().toString())
                .put("ready", c.ready())
                .put("reason", c.reason())
                .put("accepted", c.accepted())
                .put("refused", c.refused());
    }

    private static ObjectNode node(SourceStatus s) {
        return keyed(s.key())
                .put("type", s.type())
                .put("resource", s.resource())
                .put("sink", s.sink())
                .put("ready", s.ready())
                .put("reason", s.reason())
                .put("delivered", s.delivered())
                .put("retried", s.retried())
                .put("lost", s.lost());
    }

    private static ObjectNode node(SinkStatus s) {
        return keyed(s.key())
                .put("type", s.type())
                .put("url", s.url().toString())
                .put("ready", s.ready())
                .put("reason", s.reason());
    }

    private static ObjectNode keyed(Key key) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("namespace", key.namespace())
                .put("name", key.name());
    }
}
