package dev.tideway.knlocal.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tideway.knlocal.manifest.Key;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// [Status] as JSON and back. Times are RFC 3339, durations whole milliseconds; what is empty is left out. Written by
/// hand on Jackson's tree, because binding by reflection would double the time `kn-local status` takes.
public final class StatusJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StatusJson() {}

    public static String write(Status status) {
        var root = JsonNodeFactory.instance.objectNode().put("at", status.at().toString());
        var functions = root.putArray("functions");
        status.functions().forEach(f -> functions.add(node(f)));
        var triggers = root.putArray("triggers");
        status.triggers().forEach(t -> triggers.add(node(t)));
        var brokers = root.putArray("brokers");
        status.brokers().forEach(b -> brokers.add(node(b)));
        return root.toPrettyString();
    }

    /// Fields it does not know are passed over.
    ///
    /// @throws IllegalArgumentException when the text is not a status; the message names the field
    public static Status read(String json) {
        try {
            var root = new Fields(JSON.readTree(json));
            return new Status(
                    Instant.parse(root.text("at")),
                    root.list("functions", StatusJson::function),
                    root.list("triggers", StatusJson::trigger),
                    root.list("brokers", StatusJson::broker));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a time: " + e.getMessage(), e);
        }
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
        return node;
    }

    private static ObjectNode node(TriggerStatus t) {
        return keyed(t.key())
                .put("broker", t.broker().toString())
                .put("subscriber", t.subscriber())
                .put("ready", t.ready())
                .put("reason", t.reason())
                .put("delivered", t.delivered())
                .put("retried", t.retried())
                .put("deadLettered", t.deadLettered())
                .put("lag", t.lag());
    }

    private static ObjectNode node(BrokerStatus b) {
        return keyed(b.key())
                .put("class", b.brokerClass())
                .put("url", b.url().toString())
                .put("ready", b.ready())
                .put("reason", b.reason())
                .put("accepted", b.accepted())
                .put("refused", b.refused());
    }

    private static ObjectNode keyed(Key key) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("namespace", key.namespace())
                .put("name", key.name());
    }

    private static FunctionStatus function(Fields f) {
        return new FunctionStatus(
                f.key(),
                URI.create(f.text("url")),
                FunctionStatus.State.valueOf(f.text("state")),
                f.text("reason"),
                Math.toIntExact(f.number("ready")),
                Math.toIntExact(f.number("desired")),
                Math.toIntExact(f.number("inFlight")),
                Math.toIntExact(f.number("queued")),
                f.optional("lastEvent").map(at -> Instant.parse(at.asText())),
                f.optional("coldStartMillis").map(took -> Duration.ofMillis(took.asLong())));
    }

    private static TriggerStatus trigger(Fields t) {
        return new TriggerStatus(
                t.key(),
                namespaced(t.text("broker")),
                t.text("subscriber"),
                t.flag("ready"),
                t.text("reason"),
                t.number("delivered"),
                t.number("retried"),
                t.number("deadLettered"),
                t.number("lag"));
    }

    private static BrokerStatus broker(Fields b) {
        return new BrokerStatus(
                b.key(),
                b.text("class"),
                URI.create(b.text("url")),
                b.flag("ready"),
                b.text("reason"),
                b.number("accepted"),
                b.number("refused"));
    }

    private static Key namespaced(String text) {
        var slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("not <namespace>/<name>: " + text);
        }
        return new Key(text.substring(0, slash), text.substring(slash + 1));
    }

    /// An object whose absent fields are errors that name them.
    private record Fields(JsonNode node) {
        String text(String field) {
            return required(field).asText();
        }

        long number(String field) {
            return required(field).asLong();
        }

        boolean flag(String field) {
            return required(field).asBoolean();
        }

        Key key() {
            return new Key(text("namespace"), text("name"));
        }

        Optional<JsonNode> optional(String field) {
            return Optional.ofNullable(node.get(field));
        }

        <T> List<T> list(String field, Function<Fields, T> read) {
            var items = new ArrayList<T>();
            required(field).forEach(item -> items.add(read.apply(new Fields(item))));
            return items;
        }

        private JsonNode required(String field) {
            return optional(field)
                    .orElseThrow(() -> new IllegalArgumentException("no field \"" + field + "\""));
        }
    }
}
