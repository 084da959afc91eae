package dev.tideway.flowtest;

import dev.tideway.knlocal.manifest.Broker;
import dev.tideway.knlocal.manifest.BrokerClass;
import dev.tideway.knlocal.manifest.Channel;
import dev.tideway.knlocal.manifest.Delivery;
import dev.tideway.knlocal.manifest.Destination;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.Resources;
import dev.tideway.knlocal.manifest.SinkBinding;
import dev.tideway.knlocal.manifest.Subscription;
import dev.tideway.knlocal.manifest.Trigger;
import dev.tideway.knlocal.yaml.Near;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The part of a project that a test asks for. Pure.
final class Selection {
    private static final String SERVICE = "Service";

    private final Resources all;
    private final Wanted wanted;
    private final Set<Key> named;

    private Selection(Resources all, Wanted wanted) {
        this.all = all;
        this.wanted = wanted;
        this.named = named();
    }

    /// Without the triggers of functions that nobody asked for, and without sources: a test sends what they would.
    ///
    /// @throws SetupException when a function is not there
    static Resources of(Resources all, Wanted wanted) {
        return new Selection(all, wanted).selected();
    }

    private Set<Key> named() {
        var keys = new HashSet<Key>();
        for (var name : wanted.functions()) {
            var meant =
                    all.functions().keySet().stream()
                            .filter(key -> key.name().equals(name) || key.toString().equals(name))
                            .toList();
            if (meant.isEmpty()) {
                throw new SetupException(unknown(name));
            }
            keys.addAll(meant);
        }
        return wanted.functions().isEmpty() ? all.functions().keySet() : keys;
    }

    private String unknown(String name) {
        var names = new TreeSet<String>();
        all.functions().keySet().forEach(key -> names.add(key.name()));
        var near = Near.meant(name, names);
        return "no function %s in %s; there is %s%s"
                .formatted(
                        name,
                        wanted.root(),
                        names.isEmpty() ? "none" : String.join(", ", names),
                        near.isEmpty() ? "" : "; " + near);
    }

    private Resources selected() {
        var triggers = only(all.triggers(), this::takesPart);
        return new Resources(
                all.sinks(),
                brokers(),
                onlyKeys(all.functions(), functions(triggers.values())),
                all.serving(),
                all.channels(),
                triggers,
                all.subscriptions(),
                only(all.sources(), SinkBinding.class::isInstance),
                all.eventTypes(),
                all.addresses(),
                all.configMaps(),
                all.secrets(),
                all.problems(),
                all.notes(),
                all.ignored());
    }

    /// Those that are named, and those without which it would be another flow.
    private Set<Key> functions(Collection<Trigger> triggers) {
        var functions = new HashSet<>(named);
        all.subscriptions().values().forEach(it -> functions.addAll(functions(it)));
        all.brokers().values().forEach(it -> functions.addAll(deadLetters(it.delivery())));
        for (var trigger : triggers) {
            trigger.delivery().ifPresent(it -> functions.addAll(deadLetters(it)));
        }
        return functions;
    }

    private boolean takesPart(Trigger trigger) {
        return function(trigger.subscriber()).map(named::contains).orElse(true);
    }

    private List<Key> functions(Subscription subscription) {
        var to = new ArrayList<Key>();
        function(subscription.subscriber()).ifPresent(to::add);
        subscription.delivery().ifPresent(it -> to.addAll(deadLetters(it)));
        return to;
    }

    private static Collection<Key> deadLetters(Delivery delivery) {
        return delivery.deadLetterSink().flatMap(Selection::function).stream().toList();
    }

    private static Optional<Key> function(Destination destination) {
        return destination instanceof Destination.Ref ref && ref.kind().equals(SERVICE)
                ? Optional.of(ref.key())
                : Optional.empty();
    }

    private Map<Key, Broker> brokers() {
        if (wanted.brokerClass() == dev.tideway.flowtest.BrokerClass.AS_WRITTEN) {
            return all.brokers();
        }
        var brokers = new LinkedHashMap<Key, Broker>();
        all.brokers()
                .forEach((key, broker) ->
                        brokers.put(
                                key,
                                new Broker(
                                        key,
                                        BrokerClass.MT_CHANNEL_BASED,
                                        Optional.empty(),
                                        broker.delivery(),
                                        broker.place())));
        return brokers;
    }

    private static <K, V> Map<K, V> only(Map<K, V> map, Predicate<? super V> kept) {
        var some = new LinkedHashMap<>(map);
        some.values().removeIf(kept.negate());
        return some;
    }

    private static <V> Map<Key, V> onlyKeys(Map<Key, V> map, Set<Key> kept) {
        var some = new LinkedHashMap<>(map);
        some.keySet().retainAll(kept);
        return some;
    }

    /// Each broker's and channel's ways out.
    static List<Way> ways(Resources resources) {
        return Stream.concat(
                        resources.triggers().values().stream()
                                .map(it ->
                                        new Way(
                                                new ObjectRef(Broker.KIND, it.broker()),
                                                it.ref(),
                                                it.filter())),
                        resources.subscriptions().values().stream()
                                .map(it ->
                                        new Way(
                                                new ObjectRef(Channel.KIND, it.channel()),
                                                it.ref(),
                                                Way.EVERYTHING)))
                .toList();
    }
}
