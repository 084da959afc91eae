package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Near;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Leaves out what names something that is not there. On a cluster it would not be Ready, and neither would what builds
/// on it; its events would not be kept for later.
final class References {
    private static final String SINK = "spec.sink";

    private final Addressables addressables;
    private final Set<ObjectRef> broken;
    private final Findings findings;

    /// @param addressables loses what is left out here
    /// @param broken what is there, but left out for a problem of its own
    References(Addressables addressables, Set<ObjectRef> broken, Findings findings) {
        this.addressables = addressables;
        this.broken = broken;
        this.findings = findings;
    }

    Map<ObjectRef, Sink> sinks(Map<ObjectRef, Sink> sinks) {
        return kept(
                sinks,
                sink -> {
                    var sound =
                            switch (sink) {
                                case EventTransform it ->
                                        it.sink().map(to -> exists(SINK, to)).orElse(true);
                                case KafkaSink _, JobSink _, LogSink _ -> true;
                            };
                    leaveOut(sink.ref(), sound);
                    return sound;
                });
    }

    Map<ObjectRef, Source> sources(Map<ObjectRef, Source> sources) {
        return kept(
                sources,
                source -> {
                    var sink = exists(SINK, source.sink());
                    var delivery =
                            switch (source) {
                                case KafkaSource it -> isSound(it.delivery());
                                case PingSource _,
                                        ContainerSource _,
                                        TimerSource _,
                                        SinkBinding _ ->
                                        true;
                            };
                    return sink && delivery;
                });
    }

    Map<Key, Broker> brokers(Map<Key, Broker> brokers) {
        return kept(
                brokers,
                broker -> {
                    var sound = isSound(broker.delivery());
                    leaveOut(broker.ref(), sound);
                    return sound;
                });
    }

    Map<Key, Channel> channels(Map<Key, Channel> channels) {
        return kept(
                channels,
                channel -> {
                    var sound = channel.delivery().map(this::isSound).orElse(true);
                    leaveOut(channel.ref(), sound);
                    return sound;
                });
    }

    Map<Key, Trigger> triggers(Map<Key, Trigger> triggers) {
        return kept(
                triggers,
                trigger -> {
                    var subscriber = exists("spec.subscriber", trigger.subscriber());
                    var delivery = trigger.delivery().map(this::isSound).orElse(true);
                    var broker = new ObjectRef(Broker.KIND, trigger.broker());
                    return exists(trigger.place(), "spec.broker", broker) && subscriber && delivery;
                });
    }

    Map<Key, Subscription> subscriptions(Map<Key, Subscription> subscriptions) {
        return kept(
                subscriptions,
                it -> {
                    var subscriber = exists("spec.subscriber", it.subscriber());
                    var reply = it.reply().map(to -> exists("spec.reply", to)).orElse(true);
                    var delivery = it.delivery().map(this::isSound).orElse(true);
                    var channel = new ObjectRef(Channel.KIND, it.channel());
                    return exists(it.place(), "spec.channel", channel)
                            && subscriber
                            && reply
                            && delivery;
                });
    }

    private static <K, T> Map<K, T> kept(Map<K, T> all, Predicate<T> sound) {
        var kept = new LinkedHashMap<K, T>();
        all.forEach((key, it) -> {
            if (sound.test(it)) {
                kept.put(key, it);
            }
        });
        return kept;
    }

    private void leaveOut(ObjectRef ref, boolean sound) {
        if (!sound) {
            addressables.remove(ref);
            broken.add(ref);
        }
    }

    private boolean isSound(Delivery delivery) {
        return delivery.deadLetterSink()
                .map(sink -> exists("spec.delivery.deadLetterSink", sink))
                .orElse(true);
    }

    private boolean exists(String path, Destination destination) {
        return switch (destination) {
            case Destination.Address _ -> true;
            case Destination.Ref ref -> exists(path, ref);
        };
    }

    private boolean exists(String path, Destination.Ref ref) {
        var versions = Addressables.KINDS.getOrDefault(ref.kind(), Set.of());
        if (versions.contains(ref.apiVersion())) {
            return exists(ref.place(), path + ".ref.name", ref.target());
        }
        findings.problem(
                ref.place(),
                path + ".ref.kind",
                "is %s of %s, which kn-local cannot address"
                        .formatted(ref.kind(), ref.apiVersion()),
                "name a Knative Service, a Broker, a channel, a flow or a sink, or give a uri");
        return false;
    }

    private boolean exists(Place place, String path, ObjectRef ref) {
        if (addressables.all().containsKey(ref)) {
            return true;
        }
        var leftOut = broken.contains(ref);
        findings.problem(
                place,
                path,
                "names the %s %s, which %s"
                        .formatted(
                                ref.kind(),
                                ref.key(),
                                leftOut ? "is left out for its own problem" : "does not exist"),
                leftOut ? "" : Near.meant(ref.key().name(), names(ref)));
        return false;
    }

    /// Of the same kind, as one would write them there.
    private Collection<String> names(ObjectRef wanted) {
        var near = new HashSet<String>();
        for (var ref : addressables.all().keySet()) {
            if (ref.kind().equals(wanted.kind())) {
                var key = ref.key();
                var here = key.namespace().equals(wanted.key().namespace());
                near.add(here ? key.name() : key.toString());
            }
        }
        return near;
    }
}
