package dev.tideway.deadletters;

import io.quarkus.funqy.knative.events.CloudEvent;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A kept event as it is sent again: as it was, and with the number of the redrive, so that it is known when it comes back.
final class KeptEvent implements CloudEvent<byte @Nullable []> {
    /// The extension with that number; no reply carries it on.
    static final String REDRIVE = "redriveid";

    /// What a delivery adds, such as the place in its log, was no part of what was sent.
    private static final String OF_A_DELIVERY = "knative";

    private static final Set<String> NO_EXTENSIONS =
            Set.of(
                    "specversion",
                    "id",
                    "source",
                    "type",
                    "subject",
                    "time",
                    "dataschema",
                    "datacontenttype");

    private final Map<String, String> attributes;
    private final byte @Nullable [] bytes;
    private final long redrive;

    KeptEvent(Map<String, String> attributes, byte @Nullable [] bytes, long redrive) {
        this.attributes = attributes;
        this.bytes = bytes;
        this.redrive = redrive;
    }

    long redrive() {
        return redrive;
    }

    /// The number that an event came back with; 0 when it comes from no redrive of ours.
    static long redrive(Map<String, String> extensions) {
        var number = extensions.getOrDefault(REDRIVE, "");
        return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : 0;
    }

    @Override
    public @Nullable String id() {
        return attributes.get("id");
    }

    @Override
    public @Nullable String specVersion() {
        return attributes.get("specversion");
    }

    @Override
    public @Nullable String source() {
        return attributes.get("source");
    }

    @Override
    public @Nullable String type() {
        return attributes.get("type");
    }

    @Override
    public @Nullable String subject() {
        return attributes.get("subject");
    }

    @Override
    public @Nullable OffsetDateTime time() {
        var time = attributes.get("time");
        return time == null ? null : OffsetDateTime.parse(time);
    }

    @Override
    public Map<String, String> extensions() {
        var extensions = new TreeMap<>(attributes);
        extensions.keySet().removeAll(NO_EXTENSIONS);
        extensions.keySet().removeIf(name -> name.startsWith(OF_A_DELIVERY));
        extensions.put(REDRIVE, Long.toString(redrive));
        return extensions;
    }

    @Override
    public @Nullable String dataSchema() {
        return attributes.get("dataschema");
    }

    @Override
    public @Nullable String dataContentType() {
        return attributes.get("datacontenttype");
    }

    @Override
    public byte @Nullable [] data() {
        return bytes;
    }
}
