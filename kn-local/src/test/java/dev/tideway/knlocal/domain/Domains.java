package dev.tideway.knlocal.domain;

import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Place;
import dev.tideway.knlocal.manifest.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Domains for tests: YAML in a folder, and code that was never compiled.
public final class Domains {
    public static final String BROKER =
            """
            apiVersion: eventing.knative.dev/v1
            kind: Broker
            metadata:
              name: default
              annotations:
                eventing.knative.dev/broker.class: MTChannelBasedBroker
            """;

    private Domains() {}

    /// Puts a file there, its folders as well.
    public static void write(Path root, String file, String text) throws IOException {
        var path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /// A folder with a broker, a folder for triggers, and these functions.
    public static void project(Path root, String... functions) throws IOException {
        write(root, "broker.yaml", BROKER);
        Files.createDirectories(root.resolve("triggers"));
        for (var function : functions) {
            write(
                    root,
                    "functions/" + function + "/func.yaml",
                    "specVersion: 0.36.0\nname: %s\ncreated: 2026-01-01T00:00:00Z\n"
                            .formatted(function));
        }
    }

    /// The project as it is now.
    ///
    /// @param codes by function; of the others nothing is compiled
    public static Domain read(Path root, Map<String, Code> codes) throws IOException {
        var domain =
                DomainReader.read(
                        new Sources(
                                root,
                                List.of(root.resolve("broker.yaml"), root.resolve("triggers")),
                                functions(root),
                                "default",
                                Map.of(),
                                Set.of()),
                        events(root),
                        Map.of());
        var functions = new LinkedHashMap<Key, DomainFunction>();
        domain.functions()
                .forEach((key, it) ->
                        functions.put(
                                key,
                                new DomainFunction(
                                        it.spec(), Optional.ofNullable(codes.get(it.name())))));
        return with(domain, functions);
    }

    /// The same with these functions.
    public static Domain with(Domain domain, Map<Key, DomainFunction> functions) {
        return new Domain(
                domain.root(),
                domain.events(),
                domain.databases(),
                domain.resources(),
                domain.contexts(),
                functions,
                domain.contracts(),
                domain.links(),
                domain.problems());
    }

    /// The usual folder, where it is there.
    public static List<Path> events(Path root) {
        return Stream.of(root.resolve("events")).filter(Files::isDirectory).toList();
    }

    private static List<Path> functions(Path root) throws IOException {
        try (var all = Files.list(root.resolve("functions"))) {
            return all.sorted().toList();
        }
    }

    /// Code with a method for each of these types.
    public static Code taking(String... types) {
        return new Code(Stream.of(types).map(it -> handler(it, Map.of())).toList(), List.of());
    }

    /// Code that emits these types, and has no method.
    public static Code emitting(String... types) {
        return new Code(
                List.of(),
                Stream.of(types)
                        .map(it -> new Emission(it, new Shape.Unknown(), place()))
                        .toList());
    }

    /// A method for the events of a type that have these attributes.
    public static Handler handler(String type, Map<String, String> attributes) {
        return new Handler("on", Set.of(type), attributes, new Shape.Unknown(), List.of(), place());
    }

    private static Place place() {
        return new Place(Path.of("Shop.java"), 7);
    }
}
