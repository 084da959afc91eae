package dev.tideway.knlocal.catalogue;

import dev.tideway.knlocal.domain.Code;
import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.DomainFunction;
import dev.tideway.knlocal.domain.DomainReader;
import dev.tideway.knlocal.domain.Domains;
import dev.tideway.knlocal.domain.Emission;
import dev.tideway.knlocal.domain.Handler;
import dev.tideway.knlocal.domain.Shape;
import dev.tideway.knlocal.generated.Generated;
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

/// A small domain in a folder, with names and words as nasty as they may be. Its code is told, not compiled.
final class Shop {
    static final String ASKED = "dev.shop.tea.asked.v1";
    static final String POURED = "dev.shop.tea.poured.v1";
    static final String REFUSED = "dev.shop.tea.refused.v1";
    static final String NASTY = "Say \"tea\" | <script>alert(1)</script> [x](y) `z` *now*; end";

    private final Path root;

    Shop(Path root) throws IOException {
        this.root = root;
        write(
                "manifests/broker.yaml",
                """
                apiVersion: eventing.knative.dev/v1
                kind: Broker
                metadata: {name: default, annotations: {eventing.knative.dev/broker.class: Kafka}}
                spec:
                  config: {apiVersion: v1, kind: ConfigMap, name: config}
                  delivery:
                    retry: 3
                    backoffPolicy: exponential
                    backoffDelay: PT0.2S
                    deadLetterSink: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: barista}}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: config}
                data:
                  bootstrap.servers: "localhost:9092"
                  default.topic.partitions: "2"
                  default.topic.replication.factor: "1"
                """);
        write("manifests/a.yaml", trigger("barista", ASKED));
        write("manifests/b.yaml", trigger("guest", POURED, REFUSED));
        function("barista", "Pours [tea](../../manifests/a.yaml). In cups.");
        function("guest", "Drinks.\n\n| question | answer |\n| --- | --- |\n| `GET /cups` | all |");
        contract(ASKED, "A secret: the recipe.");
        contract(POURED, NASTY);
        write(
                "events/contexts/bar.md",
                """
                ---
                name: bar & grill
                purpose: '%s'
                owner: the "crew"
                functions: [barista]
                outside: {%s: 'someone; else "quoted"'}
                flows: {'Tea | time': %s}
                language: {tea: '%s'}
                ---
                """
                        .formatted(NASTY, ASKED, ASKED, NASTY));
    }

    private static String trigger(String function, String... types) {
        var wanted =
                String.join(", ", Stream.of(types).map("{exact: {type: %s}}"::formatted).toList());
        return """
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata: {name: %s, annotations: {kafka.eventing.knative.dev/delivery.order: ordered}}
        spec:
          broker: default
          filters: [{any: [%s]}]
          subscriber: {ref: {apiVersion: serving.knative.dev/v1, kind: Service, name: %s}}
        """
                .formatted(function, wanted, function);
    }

    private void function(String name, String readme) throws IOException {
        write(
                "functions/%s/func.yaml".formatted(name),
                """
                specVersion: 0.36.0
                name: %s
                created: 2026-01-01T00:00:00Z
                run:
                  envs: [{name: URL, value: '{{ secret:bar-db:jdbc-uri }}'}]
                deploy:
                  options: {scale: {min: 0, max: 4}, resources: {limits: {memory: 256Mi, concurrency: 10}}}
                """
                        .formatted(name));
        write("functions/%s/README.md".formatted(name), "# %s\n\n%s\n".formatted(name, readme));
    }

    private void contract(String type, String meaning) throws IOException {
        write(
                "events/%s.schema.json".formatted(type),
                """
                {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Tea", "description": "%1$s",
                 "type": "object", "required": ["cup"], "properties": {"cup": {"type": "string", "description": "%1$s"}}}
                """
                        .formatted(meaning.replace("\"", "\\\"")));
        write(
                "events/%s.example.json".formatted(type),
                """
                {"specversion": "1.0", "id": "1", "source": "/bar", "type": "%s", "data": {"cup": "```"}}
                """
                        .formatted(type));
    }

    Path root() {
        return root;
    }

    void write(String file, String text) throws IOException {
        var path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    String read(Path file) throws IOException {
        return Files.readString(root.resolve(file));
    }

    Generated catalogue() throws IOException {
        return CatalogueFiles.of(domain(), "1.2.3");
    }

    Domain domain() throws IOException {
        var read =
                DomainReader.read(
                        new Sources(
                                root,
                                List.of(root.resolve("manifests")),
                                List.of(
                                        root.resolve("functions/barista"),
                                        root.resolve("functions/guest")),
                                "default",
                                Map.of(),
                                Set.of("bar-db")),
                        Domains.events(root),
                        Map.of("bar-db", "bar"));
        var functions = new LinkedHashMap<Key, DomainFunction>();
        read.functions()
                .forEach((key, it) ->
                        functions.put(
                                key, new DomainFunction(it.spec(), Optional.of(code(key.name())))));
        return Domains.with(read, functions);
    }

    private static Code code(String function) {
        var place = new Place(Path.of("functions/X.java"), 1);
        var cup = new Shape.Fields("Cup", List.of(new Shape.Field("cup", new Shape.Text(), true)));
        if (function.equals("guest")) {
            return new Code(
                    List.of(new Handler("hear", Set.of("*"), Map.of(), cup, List.of(), place)),
                    List.of());
        }
        var emits = List.of(new Emission(POURED, cup, place), new Emission(REFUSED, cup, place));
        return new Code(
                List.of(new Handler("pour", Set.of(ASKED), Map.of(), cup, emits, place)), emits);
    }
}
