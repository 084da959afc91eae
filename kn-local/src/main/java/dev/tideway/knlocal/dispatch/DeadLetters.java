package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.journey.Step.Tried;
import dev.tideway.knlocal.log.Logged;
import dev.tideway.knlocal.manifest.DataPlane;
import java.util.List;
import java.util.Optional;

/// Where the events go that the subscriber of one egress did not take.
record DeadLetters(
        Egress egress, DataPlane plane, Deliveries deliveries, Answers answers, Journey journey) {
    /// Returns when it is there, or lost.
    ///
    /// @param last the attempt that failed for good
    void add(Logged logged, Event event, Failure failure, Tried last) throws InterruptedException {
        if (egress.routes().deadLetterSink().isEmpty()) {
            lost(event, failure.why() + "; and there is no dead-letter sink", last);
            return;
        }
        var sink = egress.routes().deadLetterSink().get();
        var letter = DeadLetter.of(event, failure, plane);
        switch (deliveries.deliver(sink, letter)) {
            case Deliveries.Outcome.Taken taken ->
                    whenBuried(logged, event, new Grave(sink, failure, last, taken));
            case Deliveries.Outcome.GivenUp(var sinkFailure, var sinkLast) ->
                    lost(
                            event,
                            failure.why()
                                    + "; nor did the dead-letter sink take it: "
                                    + sinkFailure.why(),
                            last,
                            sinkLast);
        }
    }

    /// A dead letter at its sink, and why it is one.
    private record Grave(Route sink, Failure failure, Tried last, Deliveries.Outcome.Taken taken) {}

    /// On Kafka a dead-letter sink may answer with an event as a subscriber may, and that this is passed on is part of
    /// its taking the event. An in-memory channel forgets the answer.
    private void whenBuried(Logged logged, Event event, Grave grave) throws InterruptedException {
        var why = grave.failure().why();
        var taken = grave.taken();
        Optional<Failure> refused =
                switch (plane) {
                    case KAFKA -> answers.ofDeadLetterSink().passOn(taken.reply(), logged);
                    case MT_BROKER, IN_MEMORY_CHANNEL -> Optional.empty();
                };
        if (refused.isPresent()) {
            lost(
                    event,
                    why + "; the dead-letter sink took it, but " + refused.get().why(),
                    grave.last(),
                    taken.failed(refused.get()));
        } else {
            journey.record(
                    new Step.DeadLettered(
                            egress.ref(),
                            event.within(taken.span()),
                            grave.sink().uri(),
                            why,
                            List.of(grave.last())));
        }
    }

    private void lost(Event event, String why, Tried... tried) {
        journey.record(new Step.Lost(egress.ref(), event, why, List.of(tried)));
    }
}
