package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.log.EventLog;
import dev.tideway.knlocal.log.Feed;
import dev.tideway.knlocal.manifest.Broker;
import dev.tideway.knlocal.manifest.Trigger;
import dev.tideway.knlocal.reply.Replies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;

/// A broker at work: its log, and a dispatcher for each of its triggers, fed by one reader.
public final class Hub implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Broker broker;
    private final EventLog log;
    private final List<Dispatcher> dispatchers;
    private final Feed feed;

    /// A trigger and where its events go.
    public record Bound(Trigger trigger, Routes routes) {}

    /// Remembers each trigger's place in the log, so that all of them are Ready when this returns. Hands out nothing
    /// before [#start].
    public Hub(Broker broker, EventLog log, List<Bound> triggers, Http http, Journey journey) {
        this.broker = broker;
        this.log = log;
        var replies = new Replies(broker, log, journey);
        this.dispatchers =
                triggers.stream().map(bound -> dispatcher(bound, http, replies, journey)).toList();
        this.feed =
                new Feed(
                        log,
                        broker.key().toString(),
                        dispatchers.stream().map(Dispatcher::wanted).toList());
        var subscriptions = feed.subscriptions();
        for (int i = 0; i < dispatchers.size(); i++) {
            dispatchers.get(i).subscribed(subscriptions.get(i));
        }
    }

    private Dispatcher dispatcher(Bound bound, Http http, Replies replies, Journey journey) {
        var trigger = bound.trigger();
        var delivery = trigger.delivery().orElse(broker.delivery());
        return new Dispatcher(
                trigger,
                bound.routes(),
                Policy.of(broker.brokerClass(), delivery),
                log.partitions(),
                http.transport(trigger.key().namespace()),
                replies,
                journey);
    }

    public Hub start() {
        feed.start();
        return this;
    }

    public Broker broker() {
        return broker;
    }

    public EventLog log() {
        return log;
    }

    /// Tells for each trigger how many events of the log it has not finished.
    public void eachLag(ObjLongConsumer<Bound> teller) {
        var subscriptions = feed.subscriptions();
        for (int i = 0; i < dispatchers.size(); i++) {
            teller.accept(dispatchers.get(i).bound(), feed.lag(subscriptions.get(i)));
        }
    }

    /// Begins no more deliveries, waits shortly for those under way, and remembers each trigger's place.
    @Override
    public void close() {
        dispatchers.forEach(Dispatcher::close);
        var draining = new ArrayList<Thread>();
        for (var dispatcher : dispatchers) {
            draining.add(Thread.startVirtualThread(() -> dispatcher.awaitIdle(DRAIN)));
        }
        draining.forEach(Hub::join);
        feed.close();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
