package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.event.Event;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/// A PingSource (`sources.knative.dev/v1`): the same event again and again, on a schedule.
///
/// @param template the event, but for what each has of its own
public record PingSource(
        Key key,
        Schedule schedule,
        Event template,
        Destination sink,
        Overrides overrides,
        Place place)
        implements Source {
    public static final String KIND = "PingSource";
    static final String TYPE = "dev.knative.sources.ping";

    @Override
    public ObjectRef ref() {
        return new ObjectRef(KIND, key);
    }

    @Override
    public Optional<String> type() {
        return Optional.of(template.type());
    }

    public Event event(Instant now) {
        return template.with("id", UUID.randomUUID().toString())
                .with("time", now.truncatedTo(ChronoUnit.MILLIS).toString());
    }
}
