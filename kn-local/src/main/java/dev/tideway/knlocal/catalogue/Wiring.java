package dev.tideway.knlocal.catalogue;

import dev.tideway.knlocal.domain.Code;
import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.DomainFunction;
import dev.tideway.knlocal.domain.Emission;
import dev.tideway.knlocal.domain.Handler;
import dev.tideway.knlocal.domain.Link;
import dev.tideway.knlocal.manifest.Channel;
import dev.tideway.knlocal.manifest.Delivery;
import dev.tideway.knlocal.manifest.Destination;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.SinkBinding;
import dev.tideway.knlocal.manifest.Trigger;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Who tells whom what, in one namespace of event types.
record Wiring(Domain domain) {

    /// By which trigger or Subscription a function gets an event.
    record Consumer(Link link, DomainFunction function) {
        String name() {
            return function.name();
        }

        Optional<Handler> handler(String type) {
            return function.code().flatMap(it -> it.taking(type));
        }
    }

    /// The functions that get events of this type, by name.
    List<Consumer> consumers(String type) {
        var hubs = hubs(type);
        return domain.carriers(type).stream()
                .filter(it -> hubs.isEmpty() || hubs.contains(it.hub()))
                .flatMap(it ->
                        it.function().map(domain.functions()::get).stream()
                                .map(function -> new Consumer(it, function)))
                .sorted(
                        Comparator.comparing(Consumer::name)
                                .thenComparing(it -> it.link().ref().toString()))
                .toList();
    }

    /// The brokers and channels that events of this type come to; empty when nobody says.
    private Set<ObjectRef> hubs(String type) {
        var hubs = new LinkedHashSet<ObjectRef>();
        if (!outside(type).isEmpty()) {
            return hubs;
        }
        domain.emitters(type).forEach(it -> hubs.addAll(domain.hubsOf(it.key())));
        for (var source : domain.resources().sources().values()) {
            if (source.type().filter(type::equals).isPresent()
                    && source.sink() instanceof Destination.Ref sink) {
                hubs.add(sink.target());
            }
        }
        return hubs;
    }

    /// Those that emit it, by name.
    List<DomainFunction> emitters(String type) {
        return domain.emitters(type).stream()
                .sorted(Comparator.comparing(it -> it.key().toString()))
                .toList();
    }

    /// Who sends it and is no function: as contexts say, and sources of the manifests.
    List<String> outside(String type) {
        var told =
                domain.contexts().stream().flatMap(it -> Stream.ofNullable(it.outside().get(type)));
        var sources =
                domain.resources().sources().values().stream()
                        .filter(it -> it.type().filter(type::equals).isPresent())
                        .map(it -> it.ref().kind() + " " + it.ref().key().name());
        return Stream.concat(told, sources).distinct().sorted().toList();
    }

    /// What a function takes: what its methods name, and what comes to one that takes any type.
    Map<String, Handler> taken(DomainFunction function) {
        var taken = new TreeMap<String, Handler>();
        function.code()
                .ifPresent(code -> {
                    code.handlers().stream()
                            .filter(it -> !it.takesAny())
                            .forEach(it -> it.types().forEach(type -> taken.put(type, it)));
                    domain.types().stream()
                            .filter(type ->
                                    consumers(type).stream()
                                            .anyMatch(it ->
                                                    it.function().key().equals(function.key())))
                            .forEach(
                                    type -> code.taking(type).ifPresent(it -> taken.put(type, it)));
                });
        return taken;
    }

    /// What a function emits, by type.
    Map<String, Emission> emitted(DomainFunction function) {
        return function.code().map(Code::emitted).orElseGet(TreeMap::new);
    }

    /// Whether it knows a sink, and so can send more than its one answer.
    boolean posts(DomainFunction function) {
        return domain.resources().sources().values().stream()
                .anyMatch(it ->
                        it instanceof SinkBinding binding
                                && binding.functions().contains(function.key()));
    }

    Delivery delivery(Link link) {
        return domain.delivery(link).orElse(Delivery.NONE);
    }

    Trigger.Order order(Link link) {
        return trigger(link)
                .map(Trigger::order)
                .or(() -> channel(link).map(it -> it.type().order()))
                .orElse(Trigger.Order.UNORDERED);
    }

    private static boolean isTrigger(Link link) {
        return link.ref().kind().equals(Trigger.KIND);
    }

    private Optional<Trigger> trigger(Link link) {
        return isTrigger(link)
                ? Optional.ofNullable(domain.resources().triggers().get(link.ref().key()))
                : Optional.empty();
    }

    private Optional<Channel> channel(Link link) {
        return isTrigger(link)
                ? Optional.empty()
                : Optional.ofNullable(domain.resources().channels().get(link.hub().key()));
    }

    /// The function that gets what this way could not deliver.
    Optional<DomainFunction> deadLetters(Link link) {
        return delivery(link)
                .deadLetterSink()
                .flatMap(Link::functionOf)
                .map(domain.functions()::get);
    }
}
