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
import java.util.List;
import java.util.Objects;

/// Triggers and Subscriptions with all filled in that they leave to their broker or channel.
final class Egresses {
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
                .map(trigger -> egress(trigger, broker.delivery(trigger)))
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

    private List<Egress> subscriptions(Channel channel) {
        return resources.subscriptions().values().stream()
                .filter(subscription -> subscription.channel().equals(channel.key()))
                .map(it -> egress(it, channel.delivery(it), channel.type().order()))
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
