package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.log.Feed;
import dev.tideway.knlocal.log.Intake;
import dev.tideway.knlocal.log.Logged;
import dev.tideway.knlocal.log.Taken;
import dev.tideway.knlocal.manifest.DataPlane;
import dev.tideway.knlocal.reply.Replies;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the events of a Trigger or Subscription from the log to its subscriber, and says what became of each.
///
/// ```
///   taken ── deliver ──┬─ whenTaken ── reply? ── passed on ────┐
///                      │                  └ refused ─┐         ├── finished
///                      └─ DeadLetters ───────────────┴ dead letter
/// ```
///
/// An event is finished whatever becomes of it, as on a cluster; only when the runner stops first it stays
/// unfinished, and is read again after the next start.
final class Dispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int UNORDERED_WIDTH = 50;

    private final Egress egress;
    private final DataPlane plane;
    private final Deliveries deliveries;
    private final Answers answers;
    private final DeadLetters deadLetters;
    private final Journey journey;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final LongAdder matched = new LongAdder();
    private final Lanes lanes;
    private volatile Runnable whenRoom = () -> {};

    Dispatcher(
            Egress egress,
            Policy policy,
            int partitions,
            Transport transport,
            Replies replies,
            Journey journey) {
        this.egress = egress;
        this.plane = policy.plane();
        this.journey = journey;
        var both = new Deliveries(egress.ref(), policy, transport, journey, stopping);
        this.deliveries =
                egress.routes().replied() instanceof Routes.Replied.Unread ? both.oneWay() : both;
        this.answers = new Answers(egress, deliveries, replies);
        this.deadLetters = new DeadLetters(egress, plane, deliveries, answers, journey);
        this.lanes =
                Lanes.of(
                        egress.order(), partitions, UNORDERED_WIDTH, this::handle, this::roomAgain);
    }

    Egress egress() {
        return egress;
    }

    /// Events that the filter has wanted since the start.
    long matched() {
        return matched.sum();
    }

    /// What to ask the broker's feed for.
    Feed.Wanted wanted() {
        var filter = egress.filter();
        return new Feed.Wanted(egress.group(), filter::matches, filter.requirements(), lanes);
    }

    /// Where its events are put.
    Intake intake() {
        return lanes;
    }

    /// What is told when there is room after there was none; before the first event comes.
    void whenRoom(Runnable signal) {
        whenRoom = signal;
    }

    private void roomAgain() {
        whenRoom.run();
    }

    private void handle(Taken taken) {
        matched.increment();
        try {
            dispatch(taken.logged());
            taken.finish();
        } catch (InterruptedException _) {
            LOG.debug("{} of {} is left for the next start", taken.logged().event(), egress.ref());
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "{} of {} is left for the next start", taken.logged().event(), egress.ref(), e);
        }
    }

    private void dispatch(Logged logged) throws InterruptedException {
        var event = deliveries.traced(Outgoing.of(logged, plane));
        var subscriber = egress.routes().subscriber();
        if (comesAgain(logged, event, () -> deliveries.duplicates(subscriber, event))) {
            comesAgain(logged, event, () -> false);
        }
    }

    /// Delivers it, and says whether it is to be delivered once more.
    private boolean comesAgain(Logged logged, Event event, BooleanSupplier twice)
            throws InterruptedException {
        return switch (deliveries.deliver(egress.routes().subscriber(), event)) {
            case Deliveries.Outcome.Taken taken -> whenTaken(logged, event, taken, twice);
            case Deliveries.Outcome.GivenUp(var failure, var last) -> {
                deadLetters.add(logged, event, failure, last);
                yield false;
            }
        };
    }

    private boolean whenTaken(
            Logged logged, Event event, Deliveries.Outcome.Taken taken, BooleanSupplier twice)
            throws InterruptedException {
        var refused = answers.passOn(taken.reply(), logged);
        if (refused.isPresent()) {
            deadLetters.add(logged, event, refused.get(), taken.failed(refused.get()));
            return false;
        }
        // Before it is said that it is delivered: whoever waits for that knows whether that is all.
        var again = twice.getAsBoolean();
        journey.record(
                new Step.Delivered(
                        egress.ref(),
                        event.within(taken.span()),
                        taken.attempt(),
                        taken.took(),
                        taken.reply()));
        return again;
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
                LOG.info("{} leaves what is on its way for the next start", egress.ref());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
