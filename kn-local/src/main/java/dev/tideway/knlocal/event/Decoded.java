package dev.tideway.knlocal.event;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came of reading a message as a CloudEvent. Every `why` is one line that names the attribute.
public sealed interface Decoded {
    /// Checks attributes that did not come over HTTP: those of a record that someone else put into the log, say.
    static Decoded of(Map<String, String> attributes, byte @Nullable [] data) {
        return owning(new LinkedHashMap<>(attributes), data);
    }

    /// The same, but takes ownership of both; the map must be one that can be changed.
    static Decoded owning(Map<String, String> attributes, byte @Nullable [] data) {
        return new Draft(attributes).finish(data);
    }

    record Valid(Event event) implements Decoded {}

    /// A valid event whose `partitionkey` is not a string: Knative's Kafka broker cannot store it and answers 503;
    /// others take it (here in its string form).
    record Unkeyable(Event event, String why) implements Decoded {}

    /// Meant as a CloudEvent, but not a valid one.
    record Invalid(String why) implements Decoded {}

    /// Neither a `ce-` header nor a CloudEvents content type.
    record NotAnEvent(String why) implements Decoded {}
}
