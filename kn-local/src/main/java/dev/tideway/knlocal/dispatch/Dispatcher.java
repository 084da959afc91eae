package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.log.AppendException;
import dev.tideway.knlocal.log.Feed;
import dev.tideway.knlocal.log.Logged;
import dev.tideway.knlocal.log.Subscription;
import dev.tideway.knlocal.log.Taken;
import dev.tideway.knlocal.manifest.Trigger;
import dev.tideway.knlocal.reply.Replies;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a trigger's events from the log to its subscriber, and says what became of each.
///
/// ```
///   taken ── deliver ──┬─ whenTaken ── reply? ── into the log ──┐
///                      │                  └ refused ─┐          ├── finished
///                      └─ whenGivenUp ───────────────┴ dead letter
/// ```
///
/// An event is finished whatever becomes of it, as on a cluster; only when the runner stops first it stays
/// unfinished, and is read again after the next start.
final class Dispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int UNORDERED_WIDTH = 50;

    private final Trigger trigger;
    private final Routes routes;
    private final Policy policy;
    private final Deliveries deliveries;
    private final Replies replies;
    private final Journey journey;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Lanes lanes;
    private volatile @Nullable Subscription subscription;

    Dispatcher(
            Trigger trigger,
            Routes routes,
            Policy policy,
            int partitions,
            Transport transport,
            Replies replies,
            Journey journey) {
        this.trigger = trigger;
        this.routes = routes;
        this.policy = policy;
        this.replies = replies;
        this.journey = journey;
        this.deliveries = new Deliveries(trigger.key(), policy, transport, journey, stopping);
        this.lanes =
                Lanes.of(
                        trigger.order(),
                        partitions,
                        UNORDERED_WIDTH,
                        this::handle,
                        this::roomAgain);
    }

    Hub.Bound bound() {
        return new Hub.Bound(trigger, routes);
    }

    /// What to ask the broker's feed for.
    Feed.Wanted wanted() {
        return new Feed.Wanted(trigger.group(), trigger.filter()::matches, lanes);
    }

    /// The subscription that the feed made of [#wanted]; before the feed starts.
    void subscribed(Subscription subscription) {
        this.subscription = subscription;
    }

    private void roomAgain() {
        var reader = subscription;
        if (reader != null) {
            reader.roomAgain();
        }
    }

    private void handle(Taken taken) {
        try {
            dispatch(taken.logged());
            taken.finish();
        } catch (InterruptedException _) {
            LOG.debug("{} of {} is left for the next start", taken.logged().event(), trigger.key());
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "{} of {} is left for the next start",
                    taken.logged().event(),
                    trigger.key(),
                    e);
        }
    }

    private void dispatch(Logged logged) throws InterruptedException {
        var event = Outgoing.of(logged, policy.brokerClass());
        switch (deliveries.deliver(routes.subscriber(), event)) {
            case Deliveries.Outcome.Taken taken -> whenTaken(logged, event, taken);
            case Deliveries.Outcome.GivenUp(var failure) -> whenGivenUp(logged, event, failure);
        }
    }

    private void whenTaken(Logged logged, Event event, Deliveries.Outcome.Taken taken)
            throws InterruptedException {
        var refused = accept(taken.reply(), logged);
        if (refused.isPresent()) {
            var why = "its reply was not accepted: " + refused.get();
            var failure = Failure.unusableAnswer(routes.subscriber().uri(), why);
            whenGivenUp(logged, event, failure);
        } else {
            journey.record(
                    new Step.Delivered(
                            trigger.key(), event, taken.attempt(), taken.took(), taken.reply()));
        }
    }

    private void whenGivenUp(Logged logged, Event event, Failure failure)
            throws InterruptedException {
        if (routes.deadLetterSink().isEmpty()) {
            lost(event, failure.why() + "; the trigger has no dead-letter sink");
            return;
        }
        var sink = routes.deadLetterSink().get();
        var letter = DeadLetter.of(event, failure, policy.brokerClass());
        switch (deliveries.deliver(sink, letter)) {
            case Deliveries.Outcome.Taken taken -> whenBuried(logged, event, sink, failure, taken);
            case Deliveries.Outcome.GivenUp(var sinkFailure) ->
                    lost(
                            event,
                            failure.why()
                                    + "; nor did the dead-letter sink take it: "
                                    + sinkFailure.why());
        }
    }

    /// A dead-letter sink may answer with an event too; a broker counts that as part of its taking the event.
    private void whenBuried(
            Logged logged, Event event, Route sink, Failure failure, Deliveries.Outcome.Taken taken)
            throws InterruptedException {
        var refused = accept(taken.reply(), logged);
        if (refused.isPresent()) {
            lost(
                    event,
                    failure.why()
                            + "; the dead-letter sink took it, but its reply was not accepted: "
                            + refused.get());
        } else {
            journey.record(new Step.DeadLettered(trigger.key(), event, sink.uri(), failure.why()));
        }
    }

    private void lost(Event event, String why) {
        journey.record(new Step.Lost(trigger.key(), event, why));
    }

    /// Why the log did not take the reply; empty when it did or there was none.
    private Optional<String> accept(Optional<Event> reply, Logged cause)
            throws InterruptedException {
        if (reply.isEmpty()) {
            return Optional.empty();
        }
        try {
            replies.accept(reply.get(), cause.event());
            return Optional.empty();
        } catch (AppendException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// Begins nothing more, and waits for no retry.
    @Override
    public void close() {
        lanes.close();
        stopping.countDown();
    }

    /// Waits, so long at most, for the deliveries under way.
    void awaitIdle(Duration atMost) {
        try {
            if (!lanes.awaitIdle(atMost)) {
                LOG.info("{} leaves what is on its way for the next start", trigger.key());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
