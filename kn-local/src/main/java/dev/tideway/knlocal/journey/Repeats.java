package dev.tideway.knlocal.journey;

import dev.tideway.knlocal.journey.Note.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which steps of an event are one more of what has been before: a delivery to one that had it already, or an attempt after
/// another, were it before the runner was killed; and that a broker took it a second time.
final class Repeats {
    /// What shows that the place had been sent the event.
    private static final Set<Kind> SENT =
            EnumSet.of(Kind.RETRYING, Kind.DELIVERED, Kind.DEAD_LETTERED, Kind.LOST);

    private final Set<String> accepted = new HashSet<>();
    private final Set<String> sent = new HashSet<>();

    private Repeats() {}

    /// The same steps, those marked.
    ///
    /// @param steps of one event, in the order they were taken
    static List<Note> marked(List<Note> steps) {
        var repeats = new Repeats();
        var marked = new ArrayList<Note>();
        for (var step : steps) {
            marked.add(repeats.isRepeat(step) ? step.markedAgain() : step);
            repeats.meet(step);
        }
        return List.copyOf(marked);
    }

    private boolean isRepeat(Note step) {
        return switch (step.kind()) {
            case ACCEPTED -> accepted.contains(step.place());
            case DELIVERED -> sent.contains(step.place()) || !step.detail("attempt").equals("1");
            case REFUSED, VIOLATED, HELD, RETRYING, DISTURBED, DEAD_LETTERED, LOST -> false;
        };
    }

    private void meet(Note step) {
        if (step.kind() == Kind.ACCEPTED) {
            accepted.add(step.place());
        } else if (SENT.contains(step.kind())) {
            sent.add(step.place());
        }
    }
}
