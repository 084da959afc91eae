package dev.tideway.kit;

import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventBuilder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/// The event that answers an event: same cause, same id, so that a redelivery is known for what it is.
///
///     return Reply.to(event).of(new StockReserved(…));
///
/// Carried on from the cause: `subject`, `partitionkey`, `correlationid` (the cause's id when it has none),
/// `traceparent` and `tracestate`. `causationid` is the cause's id, `source` is "/" and the application's name.
public final class Reply {
    private final CloudEvent<?> cause;
    private final @Nullable String about;
    private final String part;

    private Reply(CloudEvent<?> cause, @Nullable String about, String part) {
        this.cause = cause;
        this.about = about;
        this.part = part;
    }

    public static Reply to(CloudEvent<?> cause) {
        return new Reply(cause, null, "");
    }

    /// Sets `subject` and `partitionkey` to the id of the aggregate that the reply is about, whatever the cause had.
    public Reply about(String aggregateId) {
        return new Reply(cause, aggregateId, part);
    }

    /// Tells several events of one type and one cause apart: their ids are derived from the part's name too.
    public Reply part(String name) {
        return new Reply(cause, about, name);
    }

    /// The event with this data; its type is that of the data's [EventData].
    ///
    /// @throws IllegalArgumentException when the data's class names none
    public CloudEvent<Object> of(Object data) {
        return of(typeOf(data.getClass()), data);
    }

    static String typeOf(Class<?> data) {
        var type = data.getAnnotation(EventData.class);
        if (type == null) {
            throw new IllegalArgumentException(
                    data.getName()
                            + " is no event's data: annotate it with @EventData(\"<type>\")");
        }
        return type.value();
    }

    CloudEvent<Object> of(String type, Object data) {
        var subject = about == null ? cause.subject() : about;
        return CloudEventBuilder.create()
                .specVersion("1.0")
                .id(id(type))
                .source(source())
                .type(type)
                .subject(subject)
                .time(printable(OffsetDateTime.now(ZoneOffset.UTC)))
                .extensions(extensions())
                .build(data);
    }

    /// A name-based UUID (RFC 9562, version 3) of the cause and the reply's type.
    private String id(String type) {
        var name = String.join("\n", cause.source(), cause.id(), type, part);
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String source() {
        return "/"
                + ConfigProvider.getConfig()
                        .getOptionalValue("quarkus.application.name", String.class)
                        .orElse("function");
    }

    private Map<String, String> extensions() {
        var from = cause.extensions();
        var extensions = new TreeMap<String, String>();
        for (var name :
                new String[] {"partitionkey", "correlationid", "traceparent", "tracestate"}) {
            var value = from.get(name);
            if (value != null) {
                extensions.put(name, value);
            }
        }
        if (about != null) {
            extensions.put("partitionkey", about);
        }
        extensions.putIfAbsent("correlationid", cause.id());
        extensions.put("causationid", cause.id());
        return extensions;
    }

    /// In microseconds, and never on a whole second: `OffsetDateTime` leaves out what is zero, RFC 3339 does not allow
    /// that of seconds, and Funqy prints what it says.
    static OffsetDateTime printable(OffsetDateTime time) {
        return time.withNano(Math.max(1, time.getNano() / 1000) * 1000);
    }
}
