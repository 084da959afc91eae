package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.DomainFunction;
import dev.tideway.knlocal.domain.Handler;
import dev.tideway.knlocal.domain.Link;
import dev.tideway.knlocal.manifest.ObjectRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What an event of a type at a broker or channel may cause, step by step. Dead letters are no step: they are the end of an event, and
/// what handles them is meant to see the same type again.
record Steps(Map<Steps.Spot, List<Steps.Step>> from) {

    /// A type, and where it lies.
    record Spot(ObjectRef hub, String type) implements Comparable<Spot> {
        private static final Comparator<Spot> ORDER =
                Comparator.comparing(Spot::type).thenComparing(it -> it.hub().toString());

        @Override
        public int compareTo(Spot other) {
            return ORDER.compare(this, other);
        }
    }

    /// A method that is given the one and may emit the other.
    record Step(Spot from, String function, Handler handler, Spot to) {}

    static Steps of(Domain domain) {
        var from = new TreeMap<Spot, List<Step>>();
        for (var link : domain.links()) {
            link.function()
                    .map(domain.functions()::get)
                    .ifPresent(it -> add(domain, link, it, from));
        }
        return new Steps(from);
    }

    private static void add(
            Domain domain, Link link, DomainFunction function, Map<Spot, List<Step>> from) {
        var hubs = domain.landings(link);
        for (var type : domain.types()) {
            var handler = function.code().flatMap(it -> it.taking(type));
            if (handler.isEmpty() || !link.mayCarry(type)) {
                continue;
            }
            var spot = new Spot(link.hub(), type);
            for (var emission : handler.get().emits()) {
                for (var hub : hubs) {
                    var to = new Spot(hub, emission.type());
                    from.computeIfAbsent(spot, _ -> new ArrayList<>())
                            .add(new Step(spot, function.name(), handler.get(), to));
                }
            }
        }
    }

    /// Each begins at the first of its spots, by type. Of those that begin with the same step, the shortest.
    List<List<Step>> circles() {
        var circles = new ArrayList<List<Step>>();
        for (var steps : from.values()) {
            for (var step : steps) {
                var back = back(step);
                if (!back.isEmpty()) {
                    circles.add(back);
                }
            }
        }
        return circles;
    }

    /// The shortest way that begins with this step and ends where it began, over no spot before that one; empty when there is none.
    private List<Step> back(Step first) {
        var start = first.from();
        var reachedBy = new HashMap<Spot, Step>();
        var next = new ArrayDeque<Step>(List.of(first));
        while (!next.isEmpty()) {
            var step = next.remove();
            if (step.to().compareTo(start) < 0 || reachedBy.putIfAbsent(step.to(), step) != null) {
                continue;
            }
            if (step.to().equals(start)) {
                return way(first, reachedBy);
            }
            next.addAll(from.getOrDefault(step.to(), List.of()));
        }
        return List.of();
    }

    private static List<Step> way(Step first, Map<Spot, Step> reachedBy) {
        var way = new ArrayList<Step>();
        var spot = first.from();
        do {
            var step = reachedBy.get(spot);
            if (step == null) {
                throw new IllegalStateException("no step leads to " + spot);
            }
            way.add(step);
            spot = step.from();
        } while (!spot.equals(first.from()));
        Collections.reverse(way);
        return way;
    }
}
