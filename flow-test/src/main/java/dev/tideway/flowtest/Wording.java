package dev.tideway.flowtest;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.journey.Step;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/// What to say of an event that did not come. Pure.
final class Wording {
    private Wording() {}

    static String none(EventPattern wanted) {
        return "no event " + wanted;
    }

    /// Those of the flow that come near to it.
    static String near(EventPattern wanted, List<Step> steps) {
        var events =
                steps.stream()
                        .filter(Step.Accepted.class::isInstance)
                        .map(step -> ((Step.Accepted) step).event())
                        .toList();
        var alike = events.stream().filter(it -> it.type().equals(wanted.type())).toList();
        if (!alike.isEmpty()) {
            return alike.stream()
                    .map(event -> different(event, wanted))
                    .collect(Collectors.joining("\n  ", "\nOf that type there is\n  ", ""));
        }
        var types =
                events.stream()
                        .map(Event::type)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        return "\nThe flow's types: " + String.join(", ", types);
    }

    private static String different(Event event, EventPattern wanted) {
        return event.id() + ", which " + String.join(" and ", wanted.whyNot(event));
    }
}
