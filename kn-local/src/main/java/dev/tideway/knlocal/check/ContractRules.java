package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Contract;
import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.DomainFunction;
import dev.tideway.knlocal.domain.Emission;
import dev.tideway.knlocal.domain.Handler;
import dev.tideway.knlocal.manifest.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Whether the published language says what the code says.
final class ContractRules {
    static final List<Rule> ALL =
            List.of(
                    new Rule(
                            "type-without-schema",
                            Severity.WARNING,
                            "Who consumes a type without a schema has to guess what is in it.",
                            ContractRules::withoutSchema),
                    new Rule(
                            "type-without-example",
                            Severity.WARNING,
                            "An example is what people and tests begin with.",
                            ContractRules::withoutExample),
                    new Rule(
                            "undeclared-emission",
                            Severity.WARNING,
                            "What no method says it emits is missing in every picture of the domain.",
                            ContractRules::undeclared));

    private ContractRules() {}

    private static List<Breach> withoutSchema(Domain domain) {
        return without(
                domain,
                domain.contracts().values().stream()
                        .filter(it -> it.schema().isPresent())
                        .map(Contract::type)
                        .toList(),
                "schema");
    }

    private static List<Breach> withoutExample(Domain domain) {
        return without(
                domain,
                domain.contracts().values().stream()
                        .filter(it -> it.example().isPresent())
                        .map(Contract::type)
                        .toList(),
                "example");
    }

    private static List<Breach> without(Domain domain, List<String> known, String what) {
        var breaches = new ArrayList<Breach>();
        for (var type : domain.types()) {
            // Knative's own sources describe their events themselves.
            if (!known.contains(type) && !type.startsWith("dev.knative.")) {
                breaches.add(
                        new Breach(
                                placeOf(domain, type),
                                type,
                                "%s has no %s".formatted(type, what),
                                "write %s/%s.%s.json".formatted(folder(domain), type, what)));
            }
        }
        return breaches;
    }

    /// Where a type is first said: in the code that emits it, in the code that takes it, in a trigger.
    private static Place placeOf(Domain domain, String type) {
        return emission(domain, type)
                .map(Emission::place)
                .or(() -> handler(domain, type).map(Handler::place))
                .or(() ->
                        domain.carriers(type).stream()
                                .filter(it -> it.types().isPresent())
                                .map(it -> it.place())
                                .findFirst())
                .orElse(new Place(folder(domain), 0));
    }

    /// Where schemas and examples are, or are to be.
    private static Path folder(Domain domain) {
        return domain.events().isEmpty()
                ? Path.of("events")
                : domain.shown(domain.events().getFirst());
    }

    private static Optional<Emission> emission(Domain domain, String type) {
        return domain.functions().values().stream()
                .flatMap(it -> it.code().stream())
                .flatMap(it -> Optional.ofNullable(it.emitted().get(type)).stream())
                .findFirst();
    }

    private static Optional<Handler> handler(Domain domain, String type) {
        return domain.functions().values().stream()
                .flatMap(it -> it.code().stream())
                .flatMap(it -> it.handlers().stream())
                .filter(it -> it.types().contains(type))
                .findFirst();
    }

    private static List<Breach> undeclared(Domain domain) {
        var breaches = new ArrayList<Breach>();
        for (var function : domain.functions().values()) {
            function.code()
                    .ifPresent(code -> {
                        var declared = new HashSet<String>();
                        code.handlers()
                                .forEach(it -> it.emits().forEach(e -> declared.add(e.type())));
                        code.emissions().stream()
                                .filter(it -> !declared.contains(it.type()))
                                .forEach(it -> breaches.add(undeclared(function, it)));
                    });
        }
        return breaches;
    }

    private static Breach undeclared(DomainFunction function, Emission emission) {
        return new Breach(
                emission.place(),
                emission.type(),
                "no method of %s says that it emits %s".formatted(function.name(), emission.type()),
                "name the class in @Emits of the method that answers it");
    }
}
