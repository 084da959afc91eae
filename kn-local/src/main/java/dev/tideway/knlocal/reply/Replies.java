package dev.tideway.knlocal.reply;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.Hops;
import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.log.AppendException;
import dev.tideway.knlocal.log.EventLog;
import dev.tideway.knlocal.log.Logged;
import dev.tideway.knlocal.manifest.DataPlane;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.schema.Inspection;
import dev.tideway.knlocal.schema.Inspection.Verdict;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Puts replies into the log of the broker that the event came from, where all its triggers see them.
public final class Replies {
    private final ObjectRef broker;
    private final DataPlane plane;
    private final EventLog log;
    private final Inspection inspection;
    private final Journey journey;

    /// @param inspection of each, before it gets there
    public Replies(
            ObjectRef broker,
            DataPlane plane,
            EventLog log,
            Inspection inspection,
            Journey journey) {
        this.broker = broker;
        this.plane = plane;
        this.log = log;
        this.inspection = inspection;
        this.journey = journey;
    }

    /// The same, but for what a dead-letter sink answers, which is never refused: the event that it answers has no other place
    /// to go to.
    public Replies ofDeadLetterSink() {
        return new Replies(broker, plane, log, inspection.lenient(), journey);
    }

    /// Blocks until the log has it.
    ///
    /// @param cause the event as it was read from the log
    /// @return in what its data do not keep its type's schema, when it is refused for that; empty when the log has it
    /// @throws AppendException when the log does not take it, or its hops are used up
    public Optional<String> accept(Event reply, Event cause)
            throws AppendException, InterruptedException {
        return switch (inspection.of(reply.attributes(), reply.data())) {
            case Verdict.Refused(var why) -> {
                journey.record(new Step.Violated(broker, reply, true, why));
                yield Optional.of(why);
            }
            case Verdict.Violated(var why) -> {
                append(reply, cause, Optional.of(new Step.Violated(broker, reply, false, why)));
                yield Optional.empty();
            }
            case Verdict.Kept() -> {
                append(reply, cause, Optional.empty());
                yield Optional.empty();
            }
        };
    }

    private void append(Event reply, Event cause, Optional<Step.Violated> violation)
            throws AppendException, InterruptedException {
        var done = new CompletableFuture<Logged>();
        log.append(
                hop(reply, cause),
                (where, error) -> {
                    if (where != null) {
                        // Here already, so that it stands before what becomes of the reply.
                        violation.ifPresent(journey::record);
                        journey.record(
                                new Step.Accepted(
                                        broker, reply, where.partition(), where.offset()));
                        done.complete(where);
                    } else {
                        done.completeExceptionally(error);
                    }
                });
        await(done);
    }

    /// Only the channel-based broker counts hops: on Kafka a trigger that answers itself does so for ever.
    private Event hop(Event reply, Event cause) throws AppendException {
        if (plane != DataPlane.MT_BROKER) {
            return reply;
        }
        return Hops.enter(Hops.inherit(reply, cause))
                .orElseThrow(() ->
                        new AppendException("the event has gone through " + Hops.MAX + " replies"));
    }

    private static void await(CompletableFuture<Logged> done)
            throws AppendException, InterruptedException {
        try {
            done.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AppendException refused
                    ? refused
                    : new AppendException(String.valueOf(e.getCause()), e);
        }
    }
}
