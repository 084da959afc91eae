package dev.tideway.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The rows of the inbox: one per event handled, with its reply in the JSON form of a CloudEvent, kept for as long as the
/// event may come again.
@ApplicationScoped
class Inbox {
    /// One event in so many takes old rows along: at most [#PRUNED] of them, so that it stays a matter of
    /// milliseconds and the table shrinks all the same.
    private static final int PRUNING = 100;

    private static final int PRUNED = 1_000;

    private final ObjectMapper mapper;
    private final Duration keep;

    Inbox(
            ObjectMapper mapper,
            @ConfigProperty(name = "tideway.inbox.keep", defaultValue = "30d") Duration keep) {
        if (keep.isNegative() || keep.isZero()) {
            throw new IllegalArgumentException(
                    "tideway.inbox.keep is %s: how long an event may come again, such as 30d"
                            .formatted(keep));
        }
        this.mapper = mapper;
        this.keep = keep;
    }

    /// Whether this event is one of those that take old rows along. Chosen by its id and not by a counter, for an
    /// instance may end after a few events.
    static boolean prunes(CloudEvent<?> event) {
        return Math.floorMod(Objects.hash(event.source(), event.id()), PRUNING) == 0;
    }

    /// Deletes rows that are older than they have to be, the oldest first; leaves those that another transaction is at.
    void prune(Connection connection) throws SQLException {
        var sql =
                """
                delete from inbox where ctid in (
                    select ctid from inbox where handled_at < now() - ? * interval '1 second'
                    order by handled_at limit ? for update skip locked)
                """;
        try (var delete = connection.prepareStatement(sql)) {
            delete.setLong(1, keep.toSeconds());
            delete.setInt(2, PRUNED);
            delete.executeUpdate();
        }
    }

    /// False when the event is already handled. Waits while another transaction is at it.
    boolean claim(Connection connection, CloudEvent<?> event) throws SQLException {
        var sql = "insert into inbox (source, id) values (?, ?) on conflict do nothing";
        try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, event.source());
            insert.setString(2, event.id());
            return insert.executeUpdate() == 1;
        }
    }

    void keep(Connection connection, CloudEvent<?> event, CloudEvent<?> reply) throws SQLException {
        var sql = "update inbox set reply = ? where source = ? and id = ?";
        try (var update = connection.prepareStatement(sql)) {
            update.setObject(1, json(reply), Types.OTHER);
            update.setString(2, event.source());
            update.setString(3, event.id());
            update.executeUpdate();
        }
    }

    @Nullable CloudEvent<Object> reply(Connection connection, CloudEvent<?> event)
            throws SQLException {
        var sql = "select reply from inbox where source = ? and id = ?";
        try (var select = connection.prepareStatement(sql)) {
            select.setString(1, event.source());
            select.setString(2, event.id());
            try (var rows = select.executeQuery()) {
                var json = rows.next() ? rows.getString(1) : null;
                return json == null ? null : event(json);
            }
        }
    }

    private String json(CloudEvent<?> reply) {
        try {
            var written = Written.as(Envelope.Mode.STRUCTURED, reply, mapper);
            return written.body().toString(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CloudEvent<Object> event(String json) {
        try {
            return event(mapper.readTree(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // CloudEvent<T> only ever gives out its T
    private static CloudEvent<Object> event(JsonNode json) throws IOException {
        var extensions = new TreeMap<String, String>();
        for (var property : json.properties()) {
            var name = property.getKey();
            if (!Envelope.CONTEXT.contains(name) && !name.startsWith("data")) {
                extensions.put(name, property.getValue().asText());
            }
        }
        var builder =
                CloudEventBuilder.create()
                        .specVersion("1.0")
                        .id(text(json, "id"))
                        .source(text(json, "source"))
                        .type(text(json, "type"))
                        .subject(text(json, "subject"))
                        .dataSchema(text(json, "dataschema"))
                        .extensions(extensions);
        var time = text(json, "time");
        if (time != null) {
            builder.time(OffsetDateTime.parse(time));
        }
        if (json.has("data_base64")) {
            var bytes = json.get("data_base64").binaryValue();
            return (CloudEvent<Object>)
                    (CloudEvent<?>) builder.build(bytes, text(json, "datacontenttype"));
        }
        return json.has("data")
                ? builder.build((Object) json.get("data"))
                : (CloudEvent<Object>) (CloudEvent<?>) builder.build();
    }

    private static @Nullable String text(JsonNode json, String name) {
        return json.has(name) ? json.get(name).asText() : null;
    }
}
