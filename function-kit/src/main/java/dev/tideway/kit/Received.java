package dev.tideway.kit;

import io.quarkus.funqy.knative.events.CloudEvent;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The event a function is given: Funqy's view of an [Envelope], its data already in the function's type.
record Received(Envelope envelope, @Nullable Object data) implements CloudEvent<@Nullable Object> {

    private @Nullable String attribute(String name) {
        return envelope.attributes().get(name);
    }

    @Override
    public @Nullable String id() {
        return attribute("id");
    }

    @Override
    public @Nullable String specVersion() {
        return attribute("specversion");
    }

    @Override
    public @Nullable String source() {
        return attribute("source");
    }

    @Override
    public @Nullable String type() {
        return attribute("type");
    }

    @Override
    public @Nullable String subject() {
        return attribute("subject");
    }

    @Override
    public @Nullable OffsetDateTime time() {
        var time = attribute("time");
        return time == null ? null : OffsetDateTime.parse(time);
    }

    @Override
    public Map<String, String> extensions() {
        return envelope.extensions();
    }

    @Override
    public @Nullable String dataSchema() {
        return attribute("dataschema");
    }

    @Override
    public @Nullable String dataContentType() {
        return attribute("datacontenttype");
    }

    @Override
    public String toString() {
        return envelope.toString();
    }
}
