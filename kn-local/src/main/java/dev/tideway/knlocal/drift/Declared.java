package dev.tideway.knlocal.drift;

import dev.tideway.knlocal.domain.Arrivals;
import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.DomainFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a domain declares and wires, in words.
record Declared(Domain domain) {
    /// Where a type is said to be.
    List<String> type(String type) {
        var all = new ArrayList<String>();
        Optional.ofNullable(domain.contracts().get(type))
                .ifPresent(it -> all.add(it.schema().isPresent() ? "a schema" : "an example"));
        domain.emitters(type).forEach(it -> all.add("emitted by " + it.name()));
        domain.functions().values().stream()
                .filter(it -> takesByName(it, type))
                .forEach(it -> all.add("taken by " + it.name()));
        domain.contexts().stream()
                .filter(it -> it.outside().containsKey(type))
                .forEach(it -> all.add("outside of " + it.name()));
        if (domain.sourceTypes().contains(type)) {
            all.add("a source");
        }
        return List.copyOf(all);
    }

    private static boolean takesByName(DomainFunction function, String type) {
        return function.code().stream()
                .flatMap(it -> it.handlers().stream())
                .anyMatch(it -> it.types().contains(type));
    }

    /// The triggers that name it.
    List<String> triggers(String type) {
        return domain.links().stream()
                .filter(it -> it.types().orElse(Set.of()).contains(type))
                .map(it -> it.ref().toString())
                .toList();
    }

    List<String> emits(Edge edge) {
        return of(edge.function())
                .flatMap(it -> it.code().stream())
                .filter(it -> it.emits(edge.type()))
                .map(_ -> "its code")
                .toList();
    }

    List<String> takes(Edge edge) {
        return of(edge.function())
                .flatMap(it -> it.code().stream())
                .flatMap(it -> it.taking(edge.type()).stream())
                .map(it -> "method " + it.method())
                .toList();
    }

    /// Where what it emits goes.
    List<String> hubs(String function) {
        return of(function)
                .flatMap(it -> domain.hubsOf(it.key()).stream())
                .map(Object::toString)
                .toList();
    }

    /// Whether a trigger names it on the way to the function.
    boolean isNamed(Edge edge) {
        return of(edge.function())
                .flatMap(it -> domain.linksTo(it.key()).stream())
                .anyMatch(it -> it.types().orElse(Set.of()).contains(edge.type()));
    }

    /// What brings a type to a function.
    List<String> arrivals(Edge edge) {
        return of(edge.function())
                .flatMap(it -> {
                    var ways = new Arrivals(domain);
                    var links =
                            domain.linksTo(it.key()).stream()
                                    .filter(link -> link.mayCarry(edge.type()))
                                    .map(link -> link.ref().toString());
                    var letters =
                            ways.deadLetterLinks(it.key()).stream()
                                    .filter(link -> link.mayCarry(edge.type()))
                                    .map(link -> "dead letters of " + link.ref());
                    var all = Stream.concat(links, letters).toList();
                    return all.isEmpty() && ways.mayReach(edge.type(), it.key())
                            ? Stream.of("a source")
                            : all.stream();
                })
                .toList();
    }

    private Stream<DomainFunction> of(String function) {
        return domain.functions().values().stream().filter(it -> it.name().equals(function));
    }
}
