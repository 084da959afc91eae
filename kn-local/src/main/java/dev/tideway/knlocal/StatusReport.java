package dev.tideway.knlocal;

import dev.tideway.knlocal.dispatch.Egress;
import dev.tideway.knlocal.dispatch.Route;
import dev.tideway.knlocal.dispatch.Routes;
import dev.tideway.knlocal.journey.Counts;
import dev.tideway.knlocal.manifest.Broker;
import dev.tideway.knlocal.manifest.Channel;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Resources;
import dev.tideway.knlocal.status.BrokerStatus;
import dev.tideway.knlocal.status.ChannelStatus;
import dev.tideway.knlocal.status.Status;
import dev.tideway.knlocal.status.SubscriptionStatus;
import dev.tideway.knlocal.status.TriggerStatus;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntSupplier;

/// Puts together what the rooms know of themselves.
final class StatusReport {
    private final Tallies tallies;
    private final Counts counts;
    private final Resources resources;
    private final IntSupplier dataPort;

    StatusReport(Tallies tallies, Resources resources, IntSupplier dataPort) {
        this.tallies = tallies;
        this.counts = tallies.counts();
        this.resources = resources;
        this.dataPort = dataPort;
    }

    Status of(Functions functions, Optional<Eventing> eventing) {
        var hubs = eventing.map(Eventing::hubs).orElse(List.of());
        var ends =
                new EndsReport(
                        counts,
                        resources,
                        dataPort.getAsInt(),
                        eventing.map(Eventing::troubles).orElse(Map.of()));
        var inWork = new FunctionReport(tallies.timings(), dataPort.getAsInt());
        var triggers = new ArrayList<TriggerStatus>();
        var subscriptions = new ArrayList<SubscriptionStatus>();
        var brokers = new ArrayList<BrokerStatus>();
        var channels = new ArrayList<ChannelStatus>();
        for (var hub : hubs) {
            var broker = resources.brokers().get(hub.ref().key());
            if (hub.ref().kind().equals(Broker.KIND)) {
                brokers.add(broker(Objects.requireNonNull(broker)));
                hub.eachLag((it, lag) -> triggers.add(trigger(hub.ref().key(), it, lag)));
            } else {
                channels.add(
                        channel(Objects.requireNonNull(resources.channels().get(hub.ref().key()))));
                hub.eachLag((it, lag) -> subscriptions.add(subscription(hub.ref().key(), it, lag)));
            }
        }
        return new Status(
                Instant.now(),
                functions.services().stream().map(inWork::of).toList(),
                triggers,
                brokers,
                subscriptions,
                channels,
                ends.sources(),
                ends.sinks(),
                functions.faults().all());
    }

    private TriggerStatus trigger(Key broker, Egress egress, long lag) {
        var count = counts.out(egress.ref());
        return new TriggerStatus(
                egress.ref().key(),
                broker,
                shown(egress.routes().subscriber()),
                true,
                "",
                count.delivered().sum(),
                count.retried().sum(),
                count.deadLettered().sum(),
                lag,
                new TriggerStatus.Types(
                        egress.filter().types(), count.types().all(), count.answers().all()));
    }

    private SubscriptionStatus subscription(Key channel, Egress egress, long lag) {
        var count = counts.out(egress.ref());
        var reply =
                egress.routes().replied() instanceof Routes.Replied.To(var route, _)
                        ? shown(route)
                        : "";
        return new SubscriptionStatus(
                egress.ref().key(),
                channel,
                shown(egress.routes().subscriber()),
                reply,
                true,
                "",
                count.delivered().sum(),
                count.retried().sum(),
                count.deadLettered().sum(),
                lag);
    }

    /// As kn writes it.
    private static String shown(Route route) {
        return route.function().map(key -> "ksvc:" + key.name()).orElse(route.uri().toString());
    }

    private BrokerStatus broker(Broker broker) {
        var count = counts.in(broker.ref());
        return new BrokerStatus(
                broker.key(),
                broker.brokerClass().annotation(),
                URI.create("http://localhost:%d/%s".formatted(dataPort.getAsInt(), broker.key())),
                true,
                "",
                count.accepted().sum(),
                count.refused().sum(),
                types(broker, count));
    }

    /// Those that came, and those that are declared to.
    private Map<String, Long> types(Broker broker, Counts.In count) {
        var types = count.types().all();
        resources.eventTypes().values().stream()
                .filter(it -> it.reference().filter(broker.ref()::equals).isPresent())
                .forEach(it -> types.putIfAbsent(it.type(), 0L));
        return types;
    }

    private ChannelStatus channel(Channel channel) {
        var count = counts.in(channel.ref());
        var key = channel.key();
        return new ChannelStatus(
                key,
                channel.type().kind(),
                URI.create(
                        "http://%s-kn-channel.%s.localhost:%d"
                                .formatted(key.name(), key.namespace(), dataPort.getAsInt())),
                true,
                "",
                count.accepted().sum(),
                count.refused().sum());
    }
}
