package dev.tideway.knlocal.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A CloudEvent as the log keeps it: context attributes by name in their canonical string form
/// (`specversion`, `id`, `source`, `type`, the optional ones and all extensions), and the data's bytes.
///
/// An `Event` that exists is valid: the codecs of this room are the only way in from outside. Immutable; the data
/// array is shared, never written to. Its [Chain] goes with it from log to log, and to nobody else; its [TraceContext] says
/// which trace it belongs to.
public final class Event {
    private final Map<String, String> attributes;
    private final byte @Nullable [] data;
    private final Chain chain;
    private final TraceContext trace;

    private Event(
            Map<String, String> attributes,
            byte @Nullable [] data,
            Chain chain,
            TraceContext trace) {
        this.attributes = attributes;
        this.data = data;
        this.chain = chain;
        this.trace = trace;
    }

    /// Takes ownership of `data`; copies the attributes.
    public static Event of(Map<String, String> attributes, byte @Nullable [] data) {
        return owning(new LinkedHashMap<>(attributes), data);
    }

    /// Takes ownership of both.
    static Event owning(Map<String, String> attributes, byte @Nullable [] data) {
        return new Event(
                Collections.unmodifiableMap(attributes), data, Chain.NONE, TraceContext.NONE);
    }

    public String id() {
        return required("id");
    }

    public String source() {
        return required("source");
    }

    public String type() {
        return required("type");
    }

    /// The attribute or extension of that name, or null when the event has none.
    public @Nullable String attribute(String name) {
        return attributes.get(name);
    }

    public Map<String, String> attributes() {
        return attributes;
    }

    /// Null when the event carries no data (which is not the same as empty data).
    public byte @Nullable [] data() {
        return data;
    }

    /// The same event with one attribute set.
    public Event with(String name, String value) {
        return with(Map.of(name, value));
    }

    /// The same event with these attributes set.
    public Event with(Map<String, String> more) {
        var changed =
                LinkedHashMap.<String, String>newLinkedHashMap(attributes.size() + more.size());
        changed.putAll(attributes);
        changed.putAll(more);
        return new Event(Collections.unmodifiableMap(changed), data, chain, trace);
    }

    /// The same event without that attribute, which must be an optional one.
    public Event without(String name) {
        if (!attributes.containsKey(name)) {
            return this;
        }
        var changed = new LinkedHashMap<>(attributes);
        changed.remove(name);
        return new Event(Collections.unmodifiableMap(changed), data, chain, trace);
    }

    /// Which replies led to it.
    public Chain chain() {
        return chain;
    }

    /// The same event at the end of that chain.
    public Event after(Chain replies) {
        return new Event(attributes, data, replies, trace);
    }

    /// The span that it is in.
    public TraceContext trace() {
        return trace;
    }

    /// The same event in that span.
    public Event within(TraceContext span) {
        return span.equals(trace) ? this : new Event(attributes, data, chain, span);
    }

    private String required(String name) {
        var value = attributes.get(name);
        if (value == null) {
            throw new IllegalStateException("an event without " + name + " got past the codec");
        }
        return value;
    }

    /// For logs and journeys: never the data.
    @Override
    public String toString() {
        return type() + " " + id() + " from " + source();
    }
}
