package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.dispatch.Routes.Replied;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.filter.Filter;
import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.log.EventLog;
import dev.tideway.knlocal.log.Feed;
import dev.tideway.knlocal.manifest.DataPlane;
import dev.tideway.knlocal.manifest.Delivery;
import dev.tideway.knlocal.manifest.Delivery.BackoffPolicy;
import dev.tideway.knlocal.manifest.Delivery.Format;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.Trigger;
import dev.tideway.knlocal.reply.Replies;
import dev.tideway.knlocal.schema.Inspection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A broker with one ordered trigger, from the log to a scripted transport.
final class Rig implements AutoCloseable {
    static final ObjectRef BROKER = new ObjectRef("Broker", new Key("default", "default"));
    static final ObjectRef TRIGGER = new ObjectRef("Trigger", new Key("default", "orders"));
    static final String GROUP = "knative-trigger-default-orders";
    static final int HOPS = 3;
    static final Route SUBSCRIBER = address("http://subscriber.example.com/");
    static final Route SINK = address("http://sink.example.com/");

    private final EventLog log;
    private final Dispatcher dispatcher;
    private final Feed feed;

    /// What differs from test to test.
    record Setting(
            DataPlane plane,
            Filter filter,
            Optional<Route> sink,
            Duration delay,
            Replied replied,
            Inspection inspection) {
        static Setting of(DataPlane plane) {
            return new Setting(
                    plane,
                    new Filter.Everything(),
                    Optional.of(SINK),
                    Duration.ofNanos(1_000),
                    new Replied.IntoOwnLog(HOPS),
                    Inspection.NONE);
        }

        Setting withoutSink() {
            return new Setting(plane, filter, Optional.empty(), delay, replied, inspection);
        }

        Setting replying(Replied to) {
            return new Setting(plane, filter, sink, delay, to, inspection);
        }

        Setting filteredBy(Filter wanted) {
            return new Setting(plane, wanted, sink, delay, replied, inspection);
        }

        Setting retryingAfter(Duration pause) {
            return new Setting(plane, filter, sink, pause, replied, inspection);
        }

        Setting inspecting(Inspection replies) {
            return new Setting(plane, filter, sink, delay, replied, replies);
        }
    }

    Rig(Setting setting, EventLog log, Transport transport, Journey journey) {
        this.log = log;
        this.dispatcher =
                new Dispatcher(
                        egress(setting),
                        new Policy(
                                setting.plane(),
                                2,
                                BackoffPolicy.LINEAR,
                                setting.delay(),
                                Duration.ofSeconds(7),
                                Format.BINARY),
                        log.partitions(),
                        transport,
                        new Replies(BROKER, setting.plane(), log, setting.inspection(), journey),
                        journey);
        this.feed = new Feed(log, "test", List.of(dispatcher.wanted()));
        dispatcher.whenRoom(feed.subscriptions().getFirst()::roomAgain);
        feed.start();
    }

    void append(Event event) {
        log.append(event, (_, _) -> {});
    }

    /// Events of the log that the trigger has not finished.
    long lag() {
        return feed.lag(feed.subscriptions().getFirst());
    }

    void stop() {
        dispatcher.close();
        dispatcher.awaitIdle(Duration.ofSeconds(20));
    }

    @Override
    public void close() {
        stop();
        feed.close();
    }

    private static Egress egress(Setting setting) {
        return new Egress(
                TRIGGER,
                GROUP,
                setting.filter(),
                Trigger.Order.ORDERED,
                Delivery.NONE,
                new Routes(SUBSCRIBER, setting.sink(), setting.replied()));
    }

    private static Route address(String uri) {
        return Route.toAddress(URI.create(uri), URI.create(uri));
    }
}
