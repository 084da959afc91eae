package dev.tideway.knlocal.journey;

import java.util.List;

/// What is known of one event's journey.
///
/// @param steps at least one, in the order they were taken
/// @param caused the events that it caused, by the time of their first step
public record TracedEvent(List<Note> steps, List<TracedEvent> caused) {
    public Note first() {
        return steps.getFirst();
    }
}
