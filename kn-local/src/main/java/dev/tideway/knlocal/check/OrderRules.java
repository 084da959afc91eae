package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.DomainFunction;
import dev.tideway.knlocal.domain.Link;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.Trigger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Whether the events of one thing come to a function in one row, and by one truth.
final class OrderRules {
    static final List<Rule> ALL =
            List.of(
                    new Rule(
                            "split-aggregate",
                            Severity.WARNING,
                            "Each trigger keeps its own place in the log: events of one aggregate that come over two overtake one another, ordered or not.",
                            OrderRules::splits),
                    new Rule(
                            "subscription-contradicts-trigger",
                            Severity.WARNING,
                            "Of each subscription func deploy makes a trigger; beside one in the manifests events come twice, or from where nobody looks.",
                            OrderRules::contradictions));

    /// `<context>.<aggregate>.<verb>.v<n>`; the aggregate may be several words.
    private static final Pattern TYPE = Pattern.compile("(\\w+(?:\\.\\w+)+)\\.\\w+\\.v\\d+");

    private OrderRules() {}

    private static List<Breach> splits(Domain domain) {
        var breaches = new ArrayList<Breach>();
        for (var function : domain.functions().values()) {
            var byHub =
                    domain.linksTo(function.key()).stream()
                            .filter(it -> trigger(domain, it).isPresent())
                            .collect(Collectors.groupingBy(Link::hub));
            byHub.forEach((hub, links) -> {
                if (links.stream().anyMatch(it -> isOrdered(domain, it))) {
                    breaches.addAll(splits(domain, function, hub, links));
                }
            });
        }
        return breaches;
    }

    private static Optional<Trigger> trigger(Domain domain, Link link) {
        return Optional.ofNullable(domain.resources().triggers().get(link.ref().key()))
                .filter(it -> it.ref().equals(link.ref()));
    }

    private static boolean isOrdered(Domain domain, Link link) {
        return trigger(domain, link).filter(it -> it.order() == Trigger.Order.ORDERED).isPresent();
    }

    private static List<Breach> splits(
            Domain domain, DomainFunction function, ObjectRef hub, List<Link> links) {
        var breaches = new ArrayList<Breach>();
        byAggregate(domain.types(), links)
                .forEach((aggregate, carriers) -> {
                    if (carriers.size() > 1) {
                        var names =
                                carriers.stream()
                                        .map(it -> it.ref().key().name())
                                        .sorted()
                                        .toList();
                        breaches.add(
                                new Breach(
                                        carriers.stream().skip(1).findFirst().orElseThrow().place(),
                                        function.name(),
                                        "events of %s come to %s over %d triggers of %s: %s"
                                                .formatted(
                                                        aggregate,
                                                        function.name(),
                                                        names.size(),
                                                        hub,
                                                        String.join(", ", names)),
                                        "take all types of %s in one trigger"
                                                .formatted(aggregate)));
                    }
                });
        return breaches;
    }

    private static Map<String, Set<Link>> byAggregate(Set<String> types, List<Link> links) {
        var carriers = new TreeMap<String, Set<Link>>();
        for (var link : links) {
            for (var type : types) {
                var parts = TYPE.matcher(type);
                if (parts.matches() && link.mayCarry(type)) {
                    var aggregate = Objects.requireNonNull(parts.group(1));
                    carriers.computeIfAbsent(aggregate, _ -> new LinkedHashSet<>()).add(link);
                }
            }
        }
        return carriers;
    }

    private static List<Breach> contradictions(Domain domain) {
        var breaches = new ArrayList<Breach>();
        for (var function : domain.functions().values()) {
            var links = domain.linksTo(function.key());
            for (var subscription : links) {
                links.stream()
                        .filter(it -> isOfFunc(subscription) && isWritten(domain, it))
                        .findFirst()
                        .map(it -> contradiction(domain, function, subscription, it))
                        .ifPresent(breaches::add);
            }
        }
        return breaches;
    }

    /// Whether it is what func makes of a `deploy.subscriptions`.
    private static boolean isOfFunc(Link link) {
        return link.place().file().endsWith("func.yaml");
    }

    private static boolean isWritten(Domain domain, Link link) {
        return trigger(domain, link).isPresent() && !isOfFunc(link);
    }

    private static Breach contradiction(
            Domain domain, DomainFunction function, Link subscription, Link trigger) {
        var types = domain.types();
        var same =
                subscription.hub().equals(trigger.hub())
                        && types.stream()
                                .allMatch(it -> subscription.mayCarry(it) == trigger.mayCarry(it));
        return new Breach(
                subscription.place(),
                function.name(),
                "a subscription in func.yaml and %s (%s) both bring events to %s, %s"
                        .formatted(
                                trigger.ref(),
                                trigger.place(),
                                function.name(),
                                same ? "the same ones" : "by other filters or from another broker"),
                "take it out of deploy.subscriptions, and say in the trigger what is meant");
    }
}
