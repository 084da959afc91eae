package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Near;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Leaves out what names something that is not there. On a cluster it would not be Ready, and neither would what builds
/// on it; its events would not be kept for later.
final class References {
    private final Map<Key, FunctionSpec> functions;
    private final Set<String> broken;
    private final Findings findings;

    /// @param broken what is there, but left out for a problem of its own: kind and key
    References(Map<Key, FunctionSpec> functions, Set<String> broken, Findings findings) {
        this.functions = functions;
        this.broken = broken;
        this.findings = findings;
    }

    Map<Key, Broker> brokers(Map<Key, Broker> brokers) {
        var sound = new LinkedHashMap<Key, Broker>();
        brokers.forEach((key, broker) -> {
            if (isSound(broker.delivery(), brokers)) {
                sound.put(key, broker);
            }
        });
        return sound;
    }

    Map<Key, Trigger> triggers(
            Map<Key, Trigger> triggers, Map<Key, Broker> all, Map<Key, Broker> sound) {
        var kept = new LinkedHashMap<Key, Trigger>();
        triggers.forEach((key, trigger) -> {
            var subscriber = exists("spec.subscriber", trigger.subscriber(), sound);
            var delivery = trigger.delivery().map(it -> isSound(it, sound)).orElse(true);
            if (broker(trigger, all, sound) && subscriber && delivery) {
                kept.put(key, trigger);
            }
        });
        return kept;
    }

    private boolean isSound(Delivery delivery, Map<Key, Broker> brokers) {
        return delivery.deadLetterSink()
                .map(sink -> exists("spec.delivery.deadLetterSink", sink, brokers))
                .orElse(true);
    }

    private boolean broker(Trigger trigger, Map<Key, Broker> all, Map<Key, Broker> sound) {
        if (sound.containsKey(trigger.broker())) {
            return true;
        }
        missing(trigger.place(), "spec.broker", "Broker", trigger.broker(), all.keySet());
        return false;
    }

    private boolean exists(String path, Destination destination, Map<Key, Broker> brokers) {
        return switch (destination) {
            case Destination.Address _ -> true;
            case Destination.Ref ref -> exists(path, ref, brokers);
        };
    }

    private boolean exists(String path, Destination.Ref ref, Map<Key, Broker> brokers) {
        var names = known(ref, brokers);
        if (names.isEmpty()) {
            findings.problem(
                    ref.place(),
                    path + ".ref.kind",
                    "is %s of %s, which kn-local cannot address"
                            .formatted(ref.kind(), ref.apiVersion()),
                    "name a Knative Service or a Broker, or give a uri");
            return false;
        }
        if (names.get().contains(ref.key())) {
            return true;
        }
        missing(ref.place(), path + ".ref.name", ref.kind(), ref.key(), names.get());
        return false;
    }

    private Optional<Set<Key>> known(Destination.Ref ref, Map<Key, Broker> brokers) {
        return switch (ref.apiVersion() + " " + ref.kind()) {
            case "serving.knative.dev/v1 Service" -> Optional.of(functions.keySet());
            case "eventing.knative.dev/v1 Broker" -> Optional.of(brokers.keySet());
            default -> Optional.empty();
        };
    }

    private void missing(Place place, String path, String kind, Key key, Collection<Key> names) {
        var leftOut = broken.contains(kind + " " + key) || names.contains(key);
        var near = new HashSet<String>();
        names.forEach(
                it -> near.add(it.namespace().equals(key.namespace()) ? it.name() : it.toString()));
        findings.problem(
                place,
                path,
                "names the %s %s, which %s"
                        .formatted(
                                kind,
                                key,
                                leftOut ? "is left out for its own problem" : "does not exist"),
                leftOut ? "" : Near.meant(key.name(), near));
    }
}
