package dev.tideway.knlocal.domain;

import dev.tideway.knlocal.manifest.Place;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A `@Funq` method.
///
/// @param types the event types it takes; `*` stands for those that no other method takes
/// @param attributes what else an event must have to get to it (`@EventAttribute`), by attribute
/// @param data what it reads of an event's data
/// @param emits what it says it may answer or post; empty when it answers nothing, or does not say
public record Handler(
        String method,
        Set<String> types,
        Map<String, String> attributes,
        Shape data,
        List<Emission> emits,
        Place place) {
    public static final String ANY_TYPE = "*";

    public Handler {
        types = Set.copyOf(types);
        attributes = Map.copyOf(attributes);
        emits = List.copyOf(emits);
    }

    public boolean takesAny() {
        return types.contains(ANY_TYPE);
    }
}
