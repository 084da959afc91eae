package dev.tideway.flowtest;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.journey.Step;
import java.util.Optional;

/// An event that was given up.
///
/// @param by the trigger or subscription that did, such as `trigger default/payments`
/// @param why what the last attempt came to
/// @param kept whether a dead-letter sink has it; if not, it is lost
public record SeenDeadLetter(SeenEvent event, String by, String why, boolean kept) {
    static Optional<SeenDeadLetter> of(Step step, EventPattern wanted) {
        return switch (step) {
            case Step.DeadLettered it when wanted.matches(it.event()) ->
                    Optional.of(of(it.event(), it.egress().toString(), it.why(), true));
            case Step.Lost it when wanted.matches(it.event()) ->
                    Optional.of(of(it.event(), it.egress().toString(), it.why(), false));
            default -> Optional.empty();
        };
    }

    private static SeenDeadLetter of(Event event, String by, String why, boolean kept) {
        return new SeenDeadLetter(SeenEvent.of(event), by, why, kept);
    }
}
