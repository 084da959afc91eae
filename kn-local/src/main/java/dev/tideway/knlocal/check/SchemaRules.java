package dev.tideway.knlocal.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.knlocal.domain.Contract;
import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.event.Decoded;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.JsonEvents;
import dev.tideway.knlocal.manifest.Place;
import dev.tideway.knlocal.schema.Schemas;
import dev.tideway.knlocal.schema.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whether the events that people begin with keep the schemas.
final class SchemaRules {
    static final List<Rule> ALL =
            List.of(
                    new Rule(
                            "unreadable-schema",
                            Severity.ERROR,
                            "What is no JSON Schema holds nobody to anything.",
                            SchemaRules::unreadable),
                    new Rule(
                            "example-violates-schema",
                            Severity.ERROR,
                            "One of the two is wrong, and whoever begins with the example is misled.",
                            SchemaRules::examples),
                    new Rule(
                            "sample-violates-schema",
                            Severity.WARNING,
                            "A sample that does not keep the schema of its type ends in the dead letters.",
                            SchemaRules::samples));

    private static final String SAMPLES = "samples";
    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaRules() {}

    private static List<Breach> unreadable(Domain domain) {
        return Contracts.of(domain).unfit();
    }

    private static List<Breach> examples(Domain domain) throws IOException {
        var contracts = Contracts.of(domain);
        var breaches = new ArrayList<Breach>();
        for (var contract : domain.contracts().values()) {
            if (contract.example().isPresent()) {
                example(contract, contracts.schemas())
                        .ifPresent(what ->
                                breaches.add(
                                        new Breach(
                                                contracts.place(contract.example().get()),
                                                contract.type(),
                                                what,
                                                "correct the example, or the schema if it is the one that is wrong")));
            }
        }
        return breaches;
    }

    private static Optional<String> example(Contract contract, Schemas schemas) throws IOException {
        var bytes = Files.readAllBytes(contract.example().orElseThrow());
        return switch (JsonEvents.decode(bytes)) {
            case Decoded.Valid(var event) -> wrong(contract, schemas, event);
            case Decoded.Unkeyable(_, var why) -> Optional.of("is no valid event: " + why);
            case Decoded.Invalid(var why) -> Optional.of("is no valid event: " + why);
            case Decoded.NotAnEvent(var why) -> Optional.of("is no event: " + why);
        };
    }

    private static Optional<String> wrong(Contract contract, Schemas schemas, Event event) {
        if (!contract.type().equals(event.type())) {
            return Optional.of(
                    "is an event of type %s, not of %s".formatted(event.type(), contract.type()));
        }
        return said(
                schemas.violations(event.type(), event.attribute("datacontenttype"), event.data()));
    }

    private static Optional<String> said(List<Violation> violations) {
        return violations.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        violations.stream()
                                .map(Violation::toString)
                                .collect(Collectors.joining("; ")));
    }

    /// Samples hold data alone, for the type stands in what posts them: in a line of samples/ that names file and type. One of which no
    /// line does so has to keep one schema of what comes from outside.
    private static List<Breach> samples(Domain domain) throws IOException {
        var contracts = Contracts.of(domain);
        var outside =
                domain.contexts().stream()
                        .flatMap(it -> it.outside().keySet().stream())
                        .filter(it -> contracts.schema(it).isPresent())
                        .sorted()
                        .toList();
        var posts = Posts.in(domain.root().resolve(SAMPLES), outside);
        var breaches = new ArrayList<Breach>();
        if (!outside.isEmpty()) {
            for (var file : files(domain.root().resolve(SAMPLES))) {
                var types = posts.typesOf(String.valueOf(file.getFileName()));
                sample(contracts, types.isEmpty() ? outside : types, file).ifPresent(breaches::add);
            }
        }
        return breaches;
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(it -> it.toString().endsWith(".json")).sorted().toList();
        }
    }

    private static Optional<Breach> sample(Contracts contracts, List<String> types, Path file)
            throws IOException {
        var name = String.valueOf(file.getFileName());
        try {
            var data = JSON.readTree(file.toFile());
            return nearest(contracts, types, data)
                    .map(what ->
                            new Breach(
                                    contracts.place(file),
                                    name,
                                    what,
                                    "correct it, or allow it if it is meant to be wrong"));
        } catch (JsonProcessingException e) {
            return Optional.of(
                    new Breach(
                            new Place(
                                    contracts.place(file).file(),
                                    e.getLocation() == null ? 0 : e.getLocation().getLineNr()),
                            name,
                            "is not JSON",
                            "correct it there"));
        }
    }

    private record Miss(String type, List<Violation> violations) {}

    /// Of the schema that it comes nearest to; empty when it keeps one.
    private static Optional<String> nearest(
            Contracts contracts, List<String> types, JsonNode data) {
        var misses =
                types.stream()
                        .map(type ->
                                new Miss(
                                        type,
                                        contracts.schema(type).orElseThrow().violations(data)))
                        .sorted(Comparator.comparingInt(it -> it.violations().size()))
                        .toList();
        var nearest = misses.getFirst();
        return said(nearest.violations())
                .map(it -> "is not what the schema of %s says: %s".formatted(nearest.type(), it));
    }
}
