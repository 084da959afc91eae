package dev.tideway.knlocal.status;

import dev.tideway.knlocal.journey.Note;
import java.util.List;
import java.util.Optional;

/// One event's journey.
///
/// @param steps in the order they were taken
/// @param others those that have taken no step with it
/// @param caused the events that it caused
public record EventJourney(List<Note> steps, List<Other> others, List<EventJourney> caused) {

    /// A trigger or subscription of a broker or channel that has taken the event.
    ///
    /// @param place what it is, `trigger default/orders`
    /// @param whyNot why it does not want the event; empty when it does, and has not come to it
    public record Other(String place, Optional<String> whyNot) {}
}
