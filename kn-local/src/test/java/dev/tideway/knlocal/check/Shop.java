package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Code;
import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.DomainFunction;
import dev.tideway.knlocal.domain.DomainReader;
import dev.tideway.knlocal.domain.Domains;
import dev.tideway.knlocal.domain.Emission;
import dev.tideway.knlocal.domain.Handler;
import dev.tideway.knlocal.domain.Shape;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Place;
import dev.tideway.knlocal.manifest.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A project with one function, `till`, that takes `shop.sale.ask.v1` and answers `shop.sale.made.v1`. What it reads and sends is
/// given; the rest stands in files.
record Shop(Path root) {
    static final String ASK = "shop.sale.ask.v1";
    static final String MADE = "shop.sale.made.v1";
    static final Place TILL = new Place(Path.of("Till.java"), 7);

    static Shop at(Path root) throws IOException {
        var shop = new Shop(root);
        shop.write(
                "functions/till/func.yaml",
                """
                specVersion: 0.36.0
                name: till
                runtime: quarkus
                created: 2026-01-01T00:00:00Z
                """);
        shop.write(
                "events/contexts/sales.md",
                """
                ---
                name: sales
                purpose: Sells.
                owner: us
                functions: [till]
                outside:
                  shop.sale.ask.v1: a customer
                language: {sale: what is sold}
                ---
                """);
        shop.schema(
                ASK,
                "[\"sku\"]",
                "\"sku\": {\"type\": \"string\"}, \"note\": {\"type\": \"string\"}");
        shop.schema(
                MADE,
                "[\"sku\", \"price\"]",
                "\"sku\": {\"type\": \"string\"}, \"price\": {\"type\": \"integer\"}");
        return shop;
    }

    void write(String file, String text) throws IOException {
        var path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    void schema(String type, String required, String properties) throws IOException {
        write(
                "events/" + type + ".schema.json",
                "{\"type\": \"object\", \"required\": %s, \"properties\": {%s}}"
                        .formatted(required, properties));
    }

    void example(String type, String data) throws IOException {
        write(
                "events/" + type + ".example.json",
                "{\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"/s\", \"type\": \"%s\", \"data\": %s}"
                        .formatted(type, data));
    }

    Domain domain(Shape reads, Shape sends) throws IOException {
        var sources =
                new Sources(
                        root,
                        List.of(),
                        List.of(root.resolve("functions/till")),
                        "default",
                        Map.of(),
                        Set.of());
        var domain = DomainReader.read(sources, Domains.events(root), Map.of());
        var key = new Key("default", "till");
        var emission = new Emission(MADE, sends, TILL);
        var handler = new Handler("sell", Set.of(ASK), Map.of(), reads, List.of(emission), TILL);
        var code = new Code(List.of(handler), List.of(emission));
        var spec = domain.functions().values().iterator().next().spec();
        return Domains.with(domain, Map.of(key, new DomainFunction(spec, Optional.of(code))));
    }

    /// Of which both records are as the schemas want them.
    Domain sound() throws IOException {
        return domain(
                fields(field("sku", new Shape.Text())),
                fields(field("sku", new Shape.Text()), field("price", new Shape.Whole())));
    }

    static Shape fields(Shape.Field... fields) {
        return new Shape.Fields("Data", List.of(fields));
    }

    static Shape.Field field(String name, Shape shape) {
        return new Shape.Field(name, shape, true);
    }

    static Shape.Field optional(String name, Shape shape) {
        return new Shape.Field(name, shape, false);
    }

    /// What breaks the rule, one line each.
    static List<String> breaches(String rule, Domain domain) throws IOException {
        var law = Rules.ALL.stream().filter(it -> it.id().equals(rule)).findFirst().orElseThrow();
        return law.law().breaches(domain).stream()
                .map(it -> "%s: %s: %s".formatted(it.place(), it.about(), it.what()))
                .toList();
    }
}
