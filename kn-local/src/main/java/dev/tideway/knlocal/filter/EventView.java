package dev.tideway.knlocal.filter;

import dev.tideway.knlocal.event.Event;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.data.BytesCloudEventData;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An [Event] as CloudEvents SQL wants to see it; copies nothing.
record EventView(Event event) implements CloudEvent {
    @Override
    public SpecVersion getSpecVersion() {
        return SpecVersion.V1;
    }

    @Override
    public String getId() {
        return event.id();
    }

    @Override
    public String getType() {
        return event.type();
    }

    @Override
    public URI getSource() {
        return URI.create(event.source());
    }

    @Override
    public @Nullable String getDataContentType() {
        return event.attribute("datacontenttype");
    }

    @Override
    public @Nullable URI getDataSchema() {
        var schema = event.attribute("dataschema");
        return schema == null ? null : URI.create(schema);
    }

    @Override
    public @Nullable String getSubject() {
        return event.attribute("subject");
    }

    @Override
    public @Nullable OffsetDateTime getTime() {
        var time = event.attribute("time");
        return time == null ? null : OffsetDateTime.parse(time);
    }

    /// A string for each, since that is what CESQL would make of a URI or a timestamp.
    @Override
    public @Nullable Object getAttribute(String name) {
        return event.attribute(name);
    }

    @Override
    public @Nullable Object getExtension(String name) {
        return SpecVersion.V1.getAllAttributes().contains(name) ? null : event.attribute(name);
    }

    @Override
    public Set<String> getExtensionNames() {
        var names = new LinkedHashSet<>(event.attributes().keySet());
        names.removeAll(SpecVersion.V1.getAllAttributes());
        return names;
    }

    @Override
    public @Nullable CloudEventData getData() {
        var data = event.data();
        return data == null ? null : BytesCloudEventData.wrap(data);
    }
}
