package dev.tideway.knlocal.status;

import java.util.List;

/// The journeys of a flow's events.
///
/// @param events those that none of them caused; the others are below them
/// @param more whether there are more steps than are told of
public record FlowJourney(List<EventJourney> events, boolean more) {
    public FlowJourney {
        events = List.copyOf(events);
    }
}
