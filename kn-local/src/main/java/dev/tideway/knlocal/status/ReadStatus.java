package dev.tideway.knlocal.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.knlocal.manifest.Key;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads back what [StatusJson] has written.
final class ReadStatus {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReadStatus() {}

    /// Fields it does not know are passed over.
    ///
    /// @throws IllegalArgumentException when the text is not a status; the message names the field
    static Status of(String json) {
        try {
            var tree = JSON.readTree(json);
            var root = new Fields(tree);
            return new Status(
                    Instant.parse(root.text("at")),
                    root.list("functions", ReadStatus::function),
                    root.list("triggers", ReadStatus::trigger),
                    root.list("brokers", ReadStatus::broker),
                    root.list("subscriptions", ReadStatus::subscription),
                    root.list("channels", ReadStatus::channel),
                    root.list("sources", ReadStatus::source),
                    root.list("sinks", ReadStatus::sink),
                    FaultsJson.read(tree.path("faults")));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a time: " + e.getMessage(), e);
        }
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
                f.optional("coldStartMillis").map(took -> Duration.ofMillis(took.asLong())),
                f.list("revisions", ReadStatus::revision),
                FigureJson.figures(f.node()));
    }

    private static FunctionStatus.Revision revision(Fields r) {
        return new FunctionStatus.Revision(
                r.text("name"),
                Math.toIntExact(r.number("percent")),
                r.list("tags", tag -> tag.node().asText()),
                Math.toIntExact(r.number("ready")),
                Math.toIntExact(r.number("desired")));
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
                t.number("lag"),
                FigureJson.types(t.node().path("types")));
    }

    private static BrokerStatus broker(Fields b) {
        return new BrokerStatus(
                b.key(),
                b.text("class"),
                URI.create(b.text("url")),
                b.flag("ready"),
                b.text("reason"),
                b.number("accepted"),
                b.number("refused"),
                FigureJson.counts(b.node().path("types")));
    }

    private static SubscriptionStatus subscription(Fields s) {
        return new SubscriptionStatus(
                s.key(),
                namespaced(s.text("channel")),
                s.text("subscriber"),
                s.text("reply"),
                s.flag("ready"),
                s.text("reason"),
                s.number("delivered"),
                s.number("retried"),
                s.number("deadLettered"),
                s.number("lag"));
    }

    private static ChannelStatus channel(Fields c) {
        return new ChannelStatus(
                c.key(),
                c.text("type"),
                URI.create(c.text("url")),
                c.flag("ready"),
                c.text("reason"),
                c.number("accepted"),
                c.number("refused"));
    }

    private static SourceStatus source(Fields s) {
        return new SourceStatus(
                s.key(),
                s.text("type"),
                s.text("resource"),
                s.text("sink"),
                s.flag("ready"),
                s.text("reason"),
                s.number("delivered"),
                s.number("retried"),
                s.number("lost"));
    }

    private static SinkStatus sink(Fields s) {
        return new SinkStatus(
                s.key(),
                s.text("type"),
                URI.create(s.text("url")),
                s.flag("ready"),
                s.text("reason"));
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
