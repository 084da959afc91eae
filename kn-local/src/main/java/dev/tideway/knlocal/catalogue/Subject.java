package dev.tideway.knlocal.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.knlocal.domain.Context;
import dev.tideway.knlocal.domain.Contract;
import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.DomainFunction;
import dev.tideway.knlocal.manifest.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Everything that the catalogue tells of, in memory: what is written follows from this alone.
///
/// @param version of the documents for programs
/// @param schemas by event type, of its data
/// @param examples by event type, the file's text
record Subject(
        Domain domain,
        String version,
        Map<String, JsonNode> schemas,
        Map<String, String> examples,
        Map<Key, Readme> readmes) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Subject read(Domain domain, String version) throws IOException {
        var schemas = new TreeMap<String, JsonNode>();
        var examples = new TreeMap<String, String>();
        for (var contract : domain.contracts().values()) {
            if (contract.schema().isPresent()) {
                schemas.put(contract.type(), json(domain.root(), contract.schema().get()));
            }
            if (contract.example().isPresent()) {
                examples.put(contract.type(), Files.readString(contract.example().get()));
            }
        }
        var readmes = new LinkedHashMap<Key, Readme>();
        for (var function : domain.functions().values()) {
            var folder = function.spec().directory().toAbsolutePath().normalize();
            Readme.read(domain.root(), folder).ifPresent(it -> readmes.put(function.key(), it));
        }
        return new Subject(domain, version, schemas, examples, readmes);
    }

    private static JsonNode json(Path root, Path file) throws IOException {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "%s is no JSON: %s".formatted(root.relativize(file), e.getOriginalMessage()),
                    e);
        }
    }

    /// By name.
    List<DomainFunction> functions() {
        return domain.functions().values().stream()
                .sorted((a, b) -> a.key().toString().compareTo(b.key().toString()))
                .toList();
    }

    Optional<DomainFunction> function(Key key) {
        return Optional.ofNullable(domain.functions().get(key));
    }

    /// By name.
    List<Context> contexts() {
        return domain.contexts().stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
    }

    Optional<Contract> contract(String type) {
        return Optional.ofNullable(domain.contracts().get(type));
    }

    /// A member of the schema that is text, such as its title; empty when it has none.
    String said(String type, String member) {
        return Optional.ofNullable(schemas.get(type))
                .map(it -> it.path(member).asText(""))
                .orElse("");
    }
}
