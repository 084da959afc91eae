package dev.tideway.knlocal.journey;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.manifest.ObjectRef;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The types of the events that have come in, as Knative's `eventtype-auto-create` would register them: one for each type,
/// source and broker or channel. So many at most, lest sources that are all different fill the memory.
public final class EventTypes implements Journey {
    static final int LIMIT = 1000;

    private final InstantSource clock;
    private final ConcurrentHashMap<Met, Seen> seen = new ConcurrentHashMap<>();

    private record Met(ObjectRef reference, String type, String source) {}

    /// One of them.
    ///
    /// @param name of the EventType that Knative would make
    /// @param since when the first of them came
    public record Seen(
            String name,
            ObjectRef reference,
            String type,
            String source,
            Optional<String> schema,
            Instant since) {}

    public EventTypes(InstantSource clock) {
        this.clock = clock;
    }

    public List<Seen> all() {
        return List.copyOf(seen.values());
    }

    @Override
    public void record(Step step) {
        switch (step) {
            case Step.Accepted accepted -> meet(accepted.ingress(), accepted.event());
            case Step.Refused _,
                    Step.Violated _,
                    Step.Held _,
                    Step.Delivered _,
                    Step.Retrying _,
                    Step.Disturbed _,
                    Step.DeadLettered _,
                    Step.Lost _,
                    Step.Replayed _ -> {}
        }
    }

    private void meet(ObjectRef reference, Event event) {
        var met = new Met(reference, event.type(), event.source());
        if (!seen.containsKey(met) && seen.size() < LIMIT) {
            var schema = Optional.ofNullable(event.attribute("dataschema"));
            seen.putIfAbsent(
                    met,
                    new Seen(name(met), reference, met.type, met.source, schema, clock.instant()));
        }
    }

    /// `generateEventTypeName` of `pkg/eventtype`.
    private static String name(Met met) {
        var key = met.reference.key();
        var whole = met.type + met.source + key.namespace() + key.name();
        try {
            var md5 = MessageDigest.getInstance("MD5");
            var hash = md5.digest(whole.getBytes(StandardCharsets.UTF_8));
            return "et-%s-%s".formatted(key.name(), HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
