package dev.tideway.knlocal.journey;

import dev.tideway.knlocal.journey.Note.Kind;
import java.time.Instant;
import java.util.Optional;

/// Which events are asked for: those that came in, and those that were refused when nothing else of them is asked for.
///
/// @param since the earliest time
/// @param after only notes of higher numbers
/// @param limit how many at most, the latest of them
public record EventQuery(
        Optional<String> type,
        Optional<String> source,
        Optional<String> subject,
        Optional<Instant> since,
        long after,
        int limit) {

    boolean matches(Note note) {
        return (note.kind() == Kind.ACCEPTED || note.kind() == Kind.REFUSED)
                && note.number() > after
                && type.map(note.type()::equals).orElse(true)
                && source.map(note.source()::equals).orElse(true)
                && subject.map(it -> it.equals(note.attributes().get("subject"))).orElse(true)
                && since.map(it -> !note.at().isBefore(it)).orElse(true);
    }
}
