package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Arrivals;
import dev.tideway.knlocal.domain.Code;
import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.DomainFunction;
import dev.tideway.knlocal.domain.Emission;
import dev.tideway.knlocal.domain.Handler;
import dev.tideway.knlocal.domain.Link;
import dev.tideway.knlocal.manifest.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// Whether what is said reaches somebody, and what is waited for is ever said.
final class WiringRules {
    static final List<Rule> ALL =
            List.of(
                    new Rule(
                            "unemitted-type",
                            Severity.WARNING,
                            "A trigger for a type that nobody emits never fires: mostly a mistyped or renamed type.",
                            WiringRules::unemitted),
                    new Rule(
                            "unconsumed-type",
                            Severity.WARNING,
                            "An event that no trigger takes is work for nobody: a forgotten trigger, or a type to take out.",
                            WiringRules::unconsumed),
                    new Rule(
                            "function-without-trigger",
                            Severity.WARNING,
                            "A function that nothing leads to never wakes.",
                            WiringRules::withoutTrigger),
                    new Rule(
                            "type-without-method",
                            Severity.ERROR,
                            "The function answers 400 to an event of a type that none of its methods takes, and the event becomes a dead letter.",
                            WiringRules::withoutMethod),
                    new Rule(
                            "method-without-trigger",
                            Severity.WARNING,
                            "A method whose event no trigger brings is dead code, or a trigger was forgotten.",
                            WiringRules::methodWithoutTrigger));

    private WiringRules() {}

    private static List<Breach> unemitted(Domain domain) {
        // Of a function that was not built nobody knows what it emits.
        if (domain.functions().values().stream().anyMatch(DomainFunction::isUnbuilt)) {
            return List.of();
        }
        var breaches = new ArrayList<Breach>();
        for (var link : domain.links()) {
            for (var type : link.types().orElse(Set.of()).stream().sorted().toList()) {
                if (!domain.isEmitted(type)) {
                    breaches.add(
                            new Breach(
                                    link.place(),
                                    type,
                                    "%s wants %s, which nobody emits".formatted(link.ref(), type),
                                    "correct the type, or name it under outside in its context if somebody outside sends it"));
                }
            }
        }
        return breaches;
    }

    private static List<Breach> unconsumed(Domain domain) {
        var breaches = new ArrayList<Breach>();
        for (var function : domain.functions().values()) {
            for (var emission : emissions(function)) {
                if (domain.carriers(emission.type()).isEmpty()) {
                    breaches.add(
                            new Breach(
                                    emission.place(),
                                    emission.type(),
                                    "%s emits %s, which no trigger takes"
                                            .formatted(function.name(), emission.type()),
                                    "add a trigger, or allow it if somebody outside listens"));
                }
            }
        }
        return breaches;
    }

    private static Collection<Emission> emissions(DomainFunction function) {
        return function.code().map(Code::emitted).orElseGet(TreeMap::new).values();
    }

    private static List<Breach> withoutTrigger(Domain domain) {
        var arrivals = new Arrivals(domain);
        return domain.functions().values().stream()
                .filter(it -> domain.linksTo(it.key()).isEmpty() && !arrivals.isSink(it.key()))
                .map(it ->
                        new Breach(
                                it.spec().place(),
                                it.name(),
                                "function %s has no trigger".formatted(it.name()),
                                "add a Trigger with subscriber %s (kn-local triggers --write makes it from the code)"
                                        .formatted(it.name())))
                .toList();
    }

    private static List<Breach> withoutMethod(Domain domain) {
        var breaches = new ArrayList<Breach>();
        for (var link : domain.links()) {
            var code = link.function().map(domain.functions()::get).flatMap(DomainFunction::code);
            code.ifPresent(it -> breaches.addAll(withoutMethod(link, it)));
        }
        return breaches;
    }

    private static List<Breach> withoutMethod(Link link, Code code) {
        return link.types().orElse(Set.of()).stream()
                .sorted()
                .filter(type -> code.taking(type).isEmpty())
                .map(type ->
                        new Breach(
                                link.place(),
                                type,
                                "%s brings %s to %s, which has no method for it"
                                        .formatted(link.ref(), type, name(link)),
                                "add a method with @CloudEventMapping(trigger = \"%s\"), or take the type out of the trigger"
                                        .formatted(type)))
                .toList();
    }

    private static String name(Link link) {
        return link.function().map(Key::name).orElse("its subscriber");
    }

    private static List<Breach> methodWithoutTrigger(Domain domain) {
        var arrivals = new Arrivals(domain);
        var breaches = new ArrayList<Breach>();
        for (var function : domain.functions().values()) {
            if (!domain.linksTo(function.key()).isEmpty()) {
                function.code()
                        .ifPresent(code ->
                                code.handlers().stream()
                                        .filter(it -> !it.takesAny())
                                        .forEach(it -> missing(function, it, arrivals, breaches)));
            }
        }
        return breaches;
    }

    private static void missing(
            DomainFunction function, Handler handler, Arrivals arrivals, List<Breach> breaches) {
        handler.types().stream()
                .filter(type -> !arrivals.mayReach(type, function.key()))
                .map(type ->
                        new Breach(
                                handler.place(),
                                type,
                                "%s takes %s in %s, and no trigger brings it"
                                        .formatted(function.name(), type, handler.method()),
                                "add the type to the function's trigger, or take the method out"))
                .forEach(breaches::add);
    }
}
