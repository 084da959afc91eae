package dev.tideway.knlocal.journey;

import dev.tideway.knlocal.journey.Note.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Puts what is wrong with an event's data to the note that the event was accepted, which comes right after.
final class Violations {
    private final Map<List<String>, String> whys = new HashMap<>();

    /// The note, with it if there is anything.
    ///
    /// @param note the next one of a file
    Note marked(Note note) {
        var event = List.of(note.place(), note.source(), note.id());
        if (note.kind() == Kind.VIOLATED && !note.refused()) {
            whys.put(event, note.detail("why"));
        }
        var why = note.kind() == Kind.ACCEPTED ? whys.remove(event) : null;
        return why == null ? note : note.with(Note.VIOLATION, why);
    }
}
