package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.event.Chain;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.log.AppendException;
import dev.tideway.knlocal.log.Logged;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.Trigger;
import dev.tideway.knlocal.reply.Replies;
import java.util.Optional;

/// Where the answers of one egress go.
final class Answers {
    private final ObjectRef egress;
    private final Routes routes;
    private final Deliveries deliveries;
    private final Replies replies;

    Answers(Egress egress, Deliveries deliveries, Replies replies) {
        this(egress.ref(), egress.routes(), deliveries, replies);
    }

    private Answers(ObjectRef egress, Routes routes, Deliveries deliveries, Replies replies) {
        this.egress = egress;
        this.routes = routes;
        this.deliveries = deliveries;
        this.replies = replies;
    }

    /// The same, for those of its dead-letter sink.
    Answers ofDeadLetterSink() {
        return new Answers(egress, routes, deliveries, replies.ofDeadLetterSink());
    }

    /// Why an answer could not be passed on; empty when it was, or there was none.
    Optional<Failure> passOn(Optional<Event> reply, Logged cause) throws InterruptedException {
        if (reply.isEmpty()) {
            return Optional.empty();
        }
        return switch (routes.replied()) {
            case Routes.Replied.IntoOwnLog(var hops) -> append(reply.get(), cause, hops);
            case Routes.Replied.To(var route, var hops) -> send(reply.get(), cause, route, hops);
            case Routes.Replied.Dropped(), Routes.Replied.Unread() -> Optional.empty();
        };
    }

    private Optional<Failure> append(Event reply, Logged cause, int hops)
            throws InterruptedException {
        var chain = longer(cause);
        if (chain.hops() > hops) {
            return Optional.of(loop(chain, hops));
        }
        try {
            return replies.accept(reply.after(chain).within(reply.trace().child()), cause.event())
                    .map(why -> Failure.unfitAnswer(routes.subscriber().uri(), reply, why));
        } catch (AppendException e) {
            var why = "its reply was not accepted: " + e.getMessage();
            return Optional.of(Failure.unusableAnswer(routes.subscriber().uri(), why));
        }
    }

    private Chain longer(Logged cause) {
        var name = egress.key().toString();
        var known = egress.kind().equals(Trigger.KIND) ? name : Chain.SUBSCRIPTION + name;
        return cause.event().chain().through(known);
    }

    private Failure loop(Chain chain, int hops) {
        return Failure.loop(routes.subscriber().uri(), chain.whenBrokenOff(hops));
    }

    private Optional<Failure> send(Event reply, Logged cause, Route route, int hops)
            throws InterruptedException {
        var chain = longer(cause);
        if (chain.hops() > hops) {
            return Optional.of(loop(chain, hops));
        }
        return switch (deliveries.deliver(route, reply.after(chain))) {
            case Deliveries.Outcome.Taken _ -> Optional.empty();
            case Deliveries.Outcome.GivenUp(var failure, _) ->
                    Optional.of(failure.because("its reply was not accepted: " + failure.why()));
        };
    }
}
