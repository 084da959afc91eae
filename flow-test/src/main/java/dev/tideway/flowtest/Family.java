package dev.tideway.flowtest;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.journey.Step;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which steps are those of a flow: of the events it began with and of all that they caused. An event says what caused it by
/// being an answer, or by its `correlationid` or `causationid`. Pure.
final class Family {
    private final Set<String> ids;

    private Family(Collection<String> roots) {
        ids = new HashSet<>(roots);
    }

    /// Those of the flow, in the same order.
    ///
    /// @param roots ids of the events it began with
    static List<Step> of(Collection<String> roots, List<Step> steps) {
        var family = new Family(roots);
        int before;
        do {
            before = family.ids.size();
            steps.forEach(family::meet);
        } while (family.ids.size() > before);
        return steps.stream()
                .filter(step -> event(step).filter(it -> family.ids.contains(it.id())).isPresent())
                .toList();
    }

    private void meet(Step step) {
        var event = event(step);
        if (event.isPresent() && belongs(event.get())) {
            ids.add(event.get().id());
            if (step instanceof Step.Delivered delivered) {
                delivered.reply().ifPresent(reply -> ids.add(reply.id()));
            }
        }
    }

    private boolean belongs(Event event) {
        return ids.contains(event.id())
                || ids.contains(event.attribute("correlationid"))
                || ids.contains(event.attribute("causationid"));
    }

    /// Whose step it is; a replay is no part of a flow.
    static Optional<Event> event(Step step) {
        return switch (step) {
            case Step.Accepted it -> Optional.of(it.event());
            case Step.Violated it -> Optional.of(it.event());
            case Step.Held it -> Optional.of(it.event());
            case Step.Delivered it -> Optional.of(it.event());
            case Step.Retrying it -> Optional.of(it.event());
            case Step.Disturbed it -> Optional.of(it.event());
            case Step.DeadLettered it -> Optional.of(it.event());
            case Step.Lost it -> Optional.of(it.event());
            case Step.Refused _, Step.Replayed _ -> Optional.empty();
        };
    }
}
