package dev.tideway.knlocal;

import dev.tideway.knlocal.dispatch.Addresses;
import dev.tideway.knlocal.dispatch.Egress;
import dev.tideway.knlocal.dispatch.Route;
import dev.tideway.knlocal.dispatch.Routes;
import dev.tideway.knlocal.dispatch.Routes.Replied;
import dev.tideway.knlocal.filter.Filter;
import dev.tideway.knlocal.manifest.Broker;
import dev.tideway.knlocal.manifest.Channel;
import dev.tideway.knlocal.manifest.Delivery;
import dev.tideway.knlocal.manifest.Destination;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.Resources;
import dev.tideway.knlocal.manifest.Subscription;
import dev.tideway.knlocal.manifest.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Triggers and Subscriptions with all filled in that they leave to their broker or channel.
final class Egresses {
    /// Of a KafkaNamespaced broker that retries without saying how long to wait.
    private static final Duration NAMESPACED_DELAY = Duration.ofSeconds(1);

    private final Resources resources;
    private final Addresses addresses;
    private final int hops;

    /// @param hops replies to replies that a broker takes
    Egresses(Resources resources, Addresses addresses, int hops) {
        this.resources = resources;
        this.addresses = addresses;
        this.hops = hops;
    }

    /// Of a broker or channel.
    List<Egress> of(ObjectRef ref) {
        var broker = resources.brokers().get(ref.key());
        return ref.kind().equals(Broker.KIND)
                ? triggers(Objects.requireNonNull(broker))
                : subscriptions(Objects.requireNonNull(resources.channels().get(ref.key())));
    }

    private List<Egress> triggers(Broker broker) {
        return resources.triggers().values().stream()
                .filter(trigger -> trigger.broker().equals(broker.key()))
                .map(trigger -> egress(trigger, delivery(trigger, broker)))
                .toList();
    }

    private Egress egress(Trigger trigger, Delivery delivery) {
        return new Egress(
                trigger.ref(),
                trigger.group(),
                trigger.filter(),
                trigger.order(),
                delivery,
                routes(trigger.subscriber(), delivery, new Replied.IntoOwnLog(hops)));
    }

    private static Delivery delivery(Trigger trigger, Broker broker) {
        var own = trigger.delivery();
        return switch (broker.brokerClass()) {
            case KAFKA, MT_CHANNEL_BASED -> own.orElse(broker.delivery());
            case KAFKA_NAMESPACED -> {
                var merged = own.map(it -> it.over(broker.delivery())).orElse(broker.delivery());
                var delay =
                        new Delivery(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(NAMESPACED_DELAY),
                                Optional.empty(),
                                Optional.empty());
                yield merged.over(delay);
            }
        };
    }

    private List<Egress> subscriptions(Channel channel) {
        return resources.subscriptions().values().stream()
                .filter(subscription -> subscription.channel().equals(channel.key()))
                .map(it -> egress(it, delivery(it, channel), channel.type().order()))
                .toList();
    }

    private Egress egress(Subscription subscription, Delivery delivery, Trigger.Order order) {
        var replied = subscription.reply().<Replied>map(to -> new Replied.To(route(to), hops));
        return new Egress(
                subscription.ref(),
                subscription.group(),
                new Filter.Everything(),
                order,
                delivery,
                routes(
                        subscription.subscriber(),
                        delivery,
                        replied.orElseGet(Replied.Dropped::new)));
    }

    private static Delivery delivery(Subscription subscription, Channel channel) {
        var usual = channel.delivery().orElse(Delivery.NONE);
        return switch (channel.type()) {
            case IN_MEMORY -> subscription.delivery().orElse(usual);
            case KAFKA -> subscription.delivery().map(it -> it.over(usual)).orElse(usual);
        };
    }

    Routes routes(Destination subscriber, Delivery delivery, Replied replied) {
        return new Routes(route(subscriber), delivery.deadLetterSink().map(this::route), replied);
    }

    /// The manifest reader has left out what names nothing.
    Route route(Destination destination) {
        return addresses
                .resolve(destination)
                .orElseThrow(() -> new IllegalStateException(destination + " is nowhere"));
    }
}
