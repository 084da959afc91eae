package dev.tideway.knlocal.journey;

import java.time.Instant;
import java.util.Optional;

/// Which events are asked for: those that came in, and those that were refused when nothing else of them is asked for.
///
/// @param violated only those whose data do not keep their schema, refused replies too
/// @param since the earliest time
/// @param after only notes of higher numbers
/// @param limit how many at most, the latest of them
public record EventQuery(
        Optional<String> type,
        Optional<String> source,
        Optional<String> subject,
        Optional<Instant> since,
        long after,
        int limit,
        boolean violated) {

    boolean matches(Note note) {
        return isListed(note)
                && note.number() > after
                && type.map(note.type()::equals).orElse(true)
                && source.map(note.source()::equals).orElse(true)
                && subject.map(it -> it.equals(note.attributes().get("subject"))).orElse(true)
                && since.map(it -> !note.at().isBefore(it)).orElse(true);
    }

    private boolean isListed(Note note) {
        return switch (note.kind()) {
            case ACCEPTED -> !violated || !note.violation().isEmpty();
            case REFUSED -> !violated;
            case VIOLATED -> violated && note.refused();
            case HELD, RETRYING, DISTURBED, DELIVERED, DEAD_LETTERED, LOST -> false;
        };
    }
}
