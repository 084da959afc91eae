package dev.tideway.knlocal;

import dev.tideway.knlocal.journey.EventTypes;
import dev.tideway.knlocal.manifest.EventType;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.Resources;
import dev.tideway.knlocal.status.EventTypeStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// All event types that are known: those of the manifests, and those of the traffic that are not among them.
record Catalogue(Resources resources, EventTypes seen) {
    List<EventTypeStatus> all() {
        var all = new ArrayList<EventTypeStatus>();
        resources.eventTypes().values().forEach(it -> all.add(of(it)));
        seen.all().stream()
                .filter(it ->
                        resources.eventTypes().values().stream().noneMatch(said -> says(said, it)))
                .map(Catalogue::of)
                .forEach(all::add);
        all.sort(
                Comparator.comparing(EventTypeStatus::type)
                        .thenComparing(it -> it.key().toString()));
        return all;
    }

    private static boolean says(EventType said, EventTypes.Seen seen) {
        return said.type().equals(seen.type())
                && said.source().map(seen.source()::equals).orElse(true)
                && said.reference().map(seen.reference()::equals).orElse(true);
    }

    private static EventTypeStatus of(EventType type) {
        return new EventTypeStatus(
                type.key(),
                type.type(),
                type.source().orElse(""),
                type.reference().map(Catalogue::shown).orElse(""),
                Optional.empty());
    }

    private static EventTypeStatus of(EventTypes.Seen seen) {
        return new EventTypeStatus(
                new Key(seen.reference().key().namespace(), seen.name()),
                seen.type(),
                seen.source(),
                shown(seen.reference()),
                Optional.of(seen.since()));
    }

    /// `broker:default`.
    private static String shown(ObjectRef ref) {
        return ref.kind().toLowerCase(Locale.ROOT) + ":" + ref.key().name();
    }
}
