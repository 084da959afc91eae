package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/// An IntegrationSource (`sources.knative.dev/v1alpha1`) with a `timer`.
///
/// @param repeatCount how many events it sends in all; 0 means no limit
/// @param template the event, but for what each has of its own
public record TimerSource(
        Key key,
        Duration period,
        int repeatCount,
        Event template,
        Destination sink,
        Overrides overrides,
        Place place)
        implements Source {
    public static final String KIND = "IntegrationSource";

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
