package dev.tideway.flowtest;

import dev.tideway.knlocal.event.Decoded;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.JsonEvents;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event to be sent: with an id of its own, from `/flow-test`, unless said otherwise. Never changes; each method returns
/// another one.
public final class NewEvent {
    private final Map<String, String> attributes;
    private final byte @Nullable [] data;

    private NewEvent(Map<String, String> attributes, byte @Nullable [] data) {
        this.attributes = attributes;
        this.data = data;
    }

    /// Of that type, with an id that no other has.
    public static NewEvent of(String type) {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("specversion", "1.0");
        attributes.put("id", UUID.randomUUID().toString());
        attributes.put("source", "/flow-test");
        attributes.put("type", type);
        return new NewEvent(attributes, null);
    }

    /// As a file has it in the JSON format of CloudEvents, but with an id of its own.
    public static NewEvent read(Path file) {
        try {
            return switch (JsonEvents.decode(Files.readAllBytes(file))) {
                case Decoded.Valid(var event) -> again(event);
                case Decoded.Unkeyable(var event, _) -> again(event);
                case Decoded.Invalid(var why) -> throw invalid(file + ": " + why);
                case Decoded.NotAnEvent(var why) -> throw invalid(file + ": " + why);
            };
        } catch (IOException e) {
            throw new IllegalArgumentException("%s cannot be read: %s".formatted(file, e), e);
        }
    }

    private static NewEvent again(Event event) {
        return new NewEvent(event.attributes(), event.data()).id(UUID.randomUUID().toString());
    }

    static NewEvent of(CloudEvent event) {
        var attributes = new LinkedHashMap<String, String>();
        for (var name : event.getAttributeNames()) {
            attributes.put(name, Objects.requireNonNull(event.getAttribute(name)).toString());
        }
        for (var name : event.getExtensionNames()) {
            attributes.put(name, Objects.requireNonNull(event.getExtension(name)).toString());
        }
        var data = event.getData();
        return new NewEvent(attributes, data == null ? null : data.toBytes());
    }

    /// About that: its `subject`, and its `partitionkey` too, so that what is about the same thing keeps its order.
    public NewEvent about(String subject) {
        return with("subject", subject).with("partitionkey", subject);
    }

    public NewEvent id(String id) {
        return with("id", id);
    }

    /// With that attribute or extension.
    public NewEvent with(String attribute, String value) {
        var more = new LinkedHashMap<>(attributes);
        more.put(attribute, value);
        return new NewEvent(more, data);
    }

    public NewEvent json(String json) {
        var typed = with("datacontenttype", "application/json");
        return new NewEvent(typed.attributes, json.getBytes(StandardCharsets.UTF_8));
    }

    /// With the JSON of a file.
    public NewEvent json(Path file) {
        try {
            return json(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("%s cannot be read: %s".formatted(file, e), e);
        }
    }

    /// @throws IllegalArgumentException when it is no valid CloudEvent
    Event event() {
        return switch (Decoded.of(attributes, data)) {
            case Decoded.Valid(var event) -> event;
            case Decoded.Unkeyable(var event, _) -> event;
            case Decoded.Invalid(var why) -> throw invalid(why);
            case Decoded.NotAnEvent(var why) -> throw invalid(why);
        };
    }

    private static IllegalArgumentException invalid(String why) {
        return new IllegalArgumentException("this is no valid event: " + why);
    }
}
