package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.dispatch.Progress.State;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.log.Excerpt;
import dev.tideway.knlocal.log.Intake;
import dev.tideway.knlocal.log.LogException;
import dev.tideway.knlocal.log.Logged;
import dev.tideway.knlocal.log.Taken;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A part of a hub's log, delivered once more to one of its egresses: what its filter wants, in the order of the log within
/// each partition, one event of a partition after the other. The egress' own place in the log stays where it is.
public final class Replay implements AutoCloseable {
    /// The attribute by which a subscriber can tell; its value is the replay's id.
    public static final String MARK = "knlocalreplay";

    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Duration FOREVER = Duration.ofDays(365);

    /// Of a dry run, as many of the events that are wanted.
    private static final int MOST_MATCHES = 1_000;

    private final Order order;
    private final Excerpt excerpt;
    private final Replayed journey;
    private final Optional<Dispatcher> dispatcher;
    private final Semaphore room = new Semaphore(0);
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong matched = new AtomicLong();
    private final List<Logged> matches = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean stopping;
    private volatile State state = State.RUNNING;
    private volatile String why = "";

    /// What is wanted.
    ///
    /// @param dry whether nothing is to be delivered, only looked for
    public record Order(String id, Egress egress, boolean dry) {}

    /// @param dispatcher that delivers; empty when nothing is to be delivered
    Replay(Order order, Excerpt excerpt, Replayed journey, Optional<Dispatcher> dispatcher) {
        this.order = order;
        this.excerpt = excerpt;
        this.journey = journey;
        this.dispatcher = dispatcher;
        dispatcher.ifPresent(it -> it.whenRoom(room::release));
        this.thread = Thread.ofPlatform().name("replay " + order.id()).unstarted(this::run);
    }

    Replay start() {
        thread.start();
        return this;
    }

    private void run() {
        try (excerpt) {
            read();
        } catch (LogException e) {
            why = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("replay {} to {} failed", order.id(), order.egress().ref(), e);
            why = e.toString();
        } catch (InterruptedException _) {
            stopping = true;
        }
        dispatcher.ifPresent(it -> it.awaitIdle(FOREVER));
        end();
    }

    private void read() throws InterruptedException {
        for (var some = excerpt.next(); !some.isEmpty() && !stopping; some = excerpt.next()) {
            for (var logged : some) {
                events.incrementAndGet();
                if (wants(logged.event())) {
                    matched.incrementAndGet();
                    take(logged);
                }
            }
        }
    }

    /// A filter that fails does not want the event, as when it came first.
    private boolean wants(Event event) {
        try {
            return order.egress().filter().matches(event);
        } catch (RuntimeException e) {
            LOG.error("the filter of {} failed for {}", order.egress().ref(), event, e);
            return false;
        }
    }

    private void take(Logged logged) throws InterruptedException {
        if (dispatcher.isPresent()) {
            give(logged, dispatcher.get().intake());
        } else if (matches.size() < MOST_MATCHES) {
            var event = Event.of(logged.event().attributes(), null);
            matches.add(new Logged(logged.partition(), logged.offset(), event));
        }
    }

    private void give(Logged logged, Intake intake) throws InterruptedException {
        while (!intake.hasRoom(logged.partition())) {
            if (stopping) {
                return;
            }
            room.acquire();
        }
        var marked = logged.event().with(MARK, order.id());
        intake.take(Taken.byNoGroup(new Logged(logged.partition(), logged.offset(), marked)));
    }

    private void end() {
        long open = matched.get() - journey.delivered() - journey.failed();
        if (!why.isEmpty()) {
            state = State.FAILED;
        } else if (stopping) {
            state = State.STOPPED;
        } else if (open > 0 && !order.dry()) {
            why = open + " events have met an error of the runner: its log says which";
            state = State.FAILED;
        } else {
            state = State.DONE;
        }
        LOG.info("replay {} to {}: {}", order.id(), order.egress().ref(), state);
    }

    public Order order() {
        return order;
    }

    /// How far it is.
    public Progress progress() {
        return new Progress(
                state == State.RUNNING && stopping ? State.STOPPING : state,
                why,
                excerpt.length(),
                events.get(),
                matched.get(),
                journey.delivered(),
                journey.failed(),
                matches);
    }

    /// Begins no more deliveries, and waits shortly for those under way.
    @Override
    public void close() {
        stopping = true;
        dispatcher.ifPresent(Dispatcher::close);
        room.release();
        try {
            var _ = thread.join(DRAIN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
