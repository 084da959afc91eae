package dev.tideway.knlocal.catalogue;

import dev.tideway.knlocal.domain.Context;
import dev.tideway.knlocal.domain.DomainFunction;
import dev.tideway.knlocal.domain.Handler;
import dev.tideway.knlocal.manifest.Key;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What may come of an event: who takes it, what each may say to it, who takes that, and so on; breadth first.
///
/// @param start the type it begins with
/// @param steps in that order; each type's together
record Flow(Context context, String name, String start, List<Step> steps) {
    /// A function that gets an event of a type.
    ///
    /// @param emits what it may say to it, in the order of its code; empty when it says nothing
    /// @param several whether it may say more than one of them at once
    /// @param undelivered whether it gets what another one could not be brought
    record Step(
            String type,
            DomainFunction function,
            Optional<Handler> handler,
            List<String> emits,
            boolean several,
            boolean undelivered) {
        boolean isSilent() {
            return emits.isEmpty();
        }

        String method() {
            return handler.map(Handler::method).orElse("");
        }
    }

    static Flow of(Wiring wiring, Context context, String name, String start) {
        var steps = new ArrayList<Step>();
        var seen = new LinkedHashSet<>(List.of(start));
        var waiting = new ArrayDeque<>(seen);
        while (!waiting.isEmpty()) {
            for (var step : steps(wiring, waiting.remove())) {
                steps.add(step);
                step.emits().stream().filter(seen::add).forEach(waiting::add);
            }
        }
        return new Flow(context, name, start, steps);
    }

    private static List<Step> steps(Wiring wiring, String type) {
        var steps = new LinkedHashMap<Key, Step>();
        for (var consumer : wiring.consumers(type)) {
            steps.putIfAbsent(
                    consumer.function().key(), step(wiring, type, consumer.function(), false));
        }
        for (var consumer : wiring.consumers(type)) {
            wiring.deadLetters(consumer.link())
                    .filter(it -> isMeant(it, type))
                    .ifPresent(it -> steps.putIfAbsent(it.key(), step(wiring, type, it, true)));
        }
        // Who says something comes first: that is how the flow goes on.
        return steps.values().stream()
                .sorted((a, b) -> Boolean.compare(a.isSilent(), b.isSilent()))
                .toList();
    }

    /// Whether it takes dead letters of this type in a method of their own, and not as it takes all others.
    private static boolean isMeant(DomainFunction function, String type) {
        return function.code()
                .flatMap(it -> it.taking(type))
                .filter(it -> !it.takesAny())
                .isPresent();
    }

    private static Step step(
            Wiring wiring, String type, DomainFunction function, boolean undelivered) {
        var handler = function.code().flatMap(it -> it.taking(type));
        var emits =
                handler.stream()
                        .flatMap(it -> it.emits().stream())
                        .map(it -> it.type())
                        .distinct()
                        .toList();
        return new Step(type, function, handler, emits, wiring.posts(function), undelivered);
    }

    /// Every type in it, as it comes to it.
    Set<String> types() {
        var types = new LinkedHashSet<>(List.of(start));
        steps.forEach(it -> types.addAll(it.emits()));
        return types;
    }

    List<Step> on(String type) {
        return steps.stream().filter(it -> it.type().equals(type)).toList();
    }

    /// Functions that say nothing in all of it.
    Set<Key> listeners() {
        var listeners = new LinkedHashSet<Key>();
        steps.forEach(it -> listeners.add(it.function().key()));
        steps.stream()
                .filter(it -> !it.isSilent())
                .forEach(it -> listeners.remove(it.function().key()));
        return listeners;
    }
}
