package dev.tideway.knlocal.domain;

import dev.tideway.knlocal.manifest.Broker;
import dev.tideway.knlocal.manifest.Delivery;
import dev.tideway.knlocal.manifest.Destination;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.Problem;
import dev.tideway.knlocal.manifest.Resources;
import dev.tideway.knlocal.manifest.SinkBinding;
import dev.tideway.knlocal.manifest.Subscription;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Everything that is declared of a domain, read once.
///
/// @param root the project's folder; every [dev.tideway.knlocal.manifest.Place] is named as seen from here
/// @param events folders with the schemas of event types
/// @param databases by Secret, the schema that it opens
/// @param resources the manifests and how functions are deployed
/// @param contracts the event types that have a schema or an example, by type
/// @param links every way from a broker or channel to a subscriber
/// @param problems what could not be read; of the manifests as well
public record Domain(
        Path root,
        List<Path> events,
        Map<String, String> databases,
        Resources resources,
        List<Context> contexts,
        Map<Key, DomainFunction> functions,
        Map<String, Contract> contracts,
        List<Link> links,
        List<Problem> problems) {

    /// Every event type that anything names: code, contracts, triggers, sources and contexts. Sorted.
    public Set<String> types() {
        var types = new TreeSet<>(contracts.keySet());
        functions.values().forEach(it -> it.code().ifPresent(code -> addTypes(code, types)));
        links.forEach(it -> it.types().ifPresent(types::addAll));
        contexts.forEach(it -> types.addAll(it.outside().keySet()));
        types.addAll(sourceTypes());
        return types;
    }

    private static void addTypes(Code code, Set<String> types) {
        types.addAll(code.emitted().keySet());
        code.handlers().stream()
                .filter(it -> !it.takesAny())
                .forEach(it -> types.addAll(it.types()));
    }

    /// What the sources of the manifests send by themselves, and what their EventTypes say is sent.
    public Set<String> sourceTypes() {
        var types = new TreeSet<String>();
        resources.sources().values().forEach(it -> it.type().ifPresent(types::add));
        resources.eventTypes().values().forEach(it -> types.add(it.type()));
        return types;
    }

    /// How a link delivers, its broker's or channel's part included; empty when what it hangs on is not there.
    public Optional<Delivery> delivery(Link link) {
        var ref = link.ref().key();
        var hub = link.hub().key();
        return link.hub().kind().equals(Broker.KIND)
                ? Optional.ofNullable(resources.brokers().get(hub))
                        .flatMap(broker ->
                                Optional.ofNullable(resources.triggers().get(ref))
                                        .map(broker::delivery))
                : Optional.ofNullable(resources.channels().get(hub))
                        .flatMap(channel ->
                                Optional.ofNullable(resources.subscriptions().get(ref))
                                        .map(channel::delivery));
    }

    /// The names of the functions of which nothing is known, for nothing is compiled. Sorted.
    public List<String> unbuilt() {
        return functions.values().stream()
                .filter(DomainFunction::isUnbuilt)
                .map(DomainFunction::name)
                .sorted()
                .toList();
    }

    /// The functions that may emit it.
    public List<DomainFunction> emitters(String type) {
        return functions.values().stream()
                .filter(it -> it.code().filter(code -> code.emits(type)).isPresent())
                .toList();
    }

    /// Whether anything emits it: a function, a source, or somebody outside.
    public boolean isEmitted(String type) {
        return !emitters(type).isEmpty()
                || sourceTypes().contains(type)
                || contexts.stream().anyMatch(it -> it.outside().containsKey(type));
    }

    /// The triggers and Subscriptions that may carry it. A channel carries whatever comes to it.
    public List<Link> carriers(String type) {
        return links.stream().filter(it -> it.mayCarry(type)).toList();
    }

    public List<Link> linksTo(Key function) {
        return links.stream()
                .filter(it -> it.function().filter(function::equals).isPresent())
                .toList();
    }

    public Optional<Context> contextOf(Key function) {
        return contexts.stream().filter(it -> it.functions().contains(function.name())).findFirst();
    }

    /// Whose language a type is: the context whose function emits it, or that has it from outside.
    public Optional<Context> contextOf(String type) {
        return emitters(type).stream()
                .flatMap(it -> contextOf(it.key()).stream())
                .findFirst()
                .or(() ->
                        contexts.stream().filter(it -> it.outside().containsKey(type)).findFirst());
    }

    /// Where a function's events go, whatever brought what it answers.
    public Set<ObjectRef> hubsOf(Key function) {
        var hubs = new LinkedHashSet<ObjectRef>();
        linksTo(function).forEach(it -> hubs.addAll(landings(it)));
        hubs.addAll(sinks(function));
        return hubs;
    }

    /// Where what a function says of an event of this link goes: a broker takes it back, a channel sends it on, and `K_SINK` besides.
    public Set<ObjectRef> landings(Link link) {
        var hubs = new LinkedHashSet<ObjectRef>();
        if (link.hub().kind().equals(Broker.KIND)) {
            hubs.add(link.hub());
        } else {
            Optional.ofNullable(resources.subscriptions().get(link.ref().key()))
                    .flatMap(Subscription::reply)
                    .flatMap(Domain::hub)
                    .ifPresent(hubs::add);
        }
        link.function().ifPresent(it -> hubs.addAll(sinks(it)));
        return hubs;
    }

    /// What is bound to it as `K_SINK`.
    private Set<ObjectRef> sinks(Key function) {
        var sinks = new LinkedHashSet<ObjectRef>();
        for (var source : resources.sources().values()) {
            if (source instanceof SinkBinding binding && binding.functions().contains(function)) {
                hub(binding.sink()).ifPresent(sinks::add);
            }
        }
        return sinks;
    }

    private static Optional<ObjectRef> hub(Destination destination) {
        return destination instanceof Destination.Ref ref
                ? Optional.of(ref.target())
                : Optional.empty();
    }

    /// As messages show a file: seen from the project's folder where it is in it.
    public Path shown(Path file) {
        return file.startsWith(root) ? root.relativize(file) : file;
    }
}
