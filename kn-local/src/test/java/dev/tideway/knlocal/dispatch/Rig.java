package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.filter.Filter;
import dev.tideway.knlocal.journey.Journey;
import dev.tideway.knlocal.log.EventLog;
import dev.tideway.knlocal.log.Feed;
import dev.tideway.knlocal.manifest.Broker;
import dev.tideway.knlocal.manifest.BrokerClass;
import dev.tideway.knlocal.manifest.Delivery;
import dev.tideway.knlocal.manifest.Delivery.BackoffPolicy;
import dev.tideway.knlocal.manifest.Destination;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Place;
import dev.tideway.knlocal.manifest.Trigger;
import dev.tideway.knlocal.reply.Replies;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A broker with one ordered trigger, from the log to a scripted transport.
final class Rig implements AutoCloseable {
    static final Key BROKER = new Key("default", "default");
    static final Key TRIGGER = new Key("default", "orders");
    static final String GROUP = "knative-trigger-default-orders";
    static final Route SUBSCRIBER = address("http://subscriber.example.com/");
    static final Route SINK = address("http://sink.example.com/");

    private static final Place PLACE = new Place(Path.of("triggers.yaml"), 1);

    private final EventLog log;
    private final Dispatcher dispatcher;
    private final Feed feed;

    /// What differs from test to test.
    record Setting(BrokerClass brokerClass, Filter filter, Optional<Route> sink, Duration delay) {
        static Setting of(BrokerClass brokerClass) {
            return new Setting(
                    brokerClass,
                    new Filter.Everything(),
                    Optional.of(SINK),
                    Duration.ofNanos(1_000));
        }

        Setting withoutSink() {
            return new Setting(brokerClass, filter, Optional.empty(), delay);
        }

        Setting filteredBy(Filter wanted) {
            return new Setting(brokerClass, wanted, sink, delay);
        }

        Setting retryingAfter(Duration pause) {
            return new Setting(brokerClass, filter, sink, pause);
        }
    }

    Rig(Setting setting, EventLog log, Transport transport, Journey journey) {
        this.log = log;
        this.dispatcher =
                new Dispatcher(
                        trigger(setting.filter()),
                        new Routes(SUBSCRIBER, setting.sink()),
                        new Policy(
                                setting.brokerClass(),
                                2,
                                BackoffPolicy.LINEAR,
                                setting.delay(),
                                Duration.ofSeconds(7)),
                        log.partitions(),
                        transport,
                        new Replies(broker(setting.brokerClass()), log, journey),
                        journey);
        this.feed = new Feed(log, "test", List.of(dispatcher.wanted()));
        dispatcher.subscribed(feed.subscriptions().getFirst());
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

    private static Trigger trigger(Filter filter) {
        return new Trigger(
                TRIGGER,
                BROKER,
                filter,
                new Destination.Address(SUBSCRIBER.uri(), PLACE),
                Optional.empty(),
                Trigger.Order.ORDERED,
                GROUP,
                PLACE);
    }

    private static Broker broker(BrokerClass brokerClass) {
        return new Broker(BROKER, brokerClass, Optional.empty(), Delivery.NONE, PLACE);
    }

    private static Route address(String uri) {
        return Route.toAddress(URI.create(uri), URI.create(uri));
    }
}
