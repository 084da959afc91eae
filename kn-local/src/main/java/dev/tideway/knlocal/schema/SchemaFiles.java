package dev.tideway.knlocal.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the files of schemas, and says what is wrong with them.
final class SchemaFiles {
    private static final String ENDING = ".schema.json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<String> problems = new ArrayList<>();
    private final Map<String, Path> files = new LinkedHashMap<>();
    private final Map<String, JsonNode> read = new LinkedHashMap<>();

    private SchemaFiles() {}

    static Schemas read(List<Path> folders) throws SchemaException {
        var reading = new SchemaFiles();
        folders.forEach(reading::list);
        reading.files.forEach(reading::parse);
        var schemas = reading.read.isEmpty() ? Map.<String, Schema>of() : reading.compile();
        if (!reading.problems.isEmpty()) {
            throw new SchemaException(reading.problems);
        }
        return new Schemas(schemas);
    }

    private void list(Path folder) {
        try (var entries = Files.list(folder)) {
            entries.filter(it -> it.toString().endsWith(ENDING))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .forEach(this::name);
        } catch (IOException e) {
            problems.add(
                    "%s cannot be read: %s; name a folder of schemas under events"
                            .formatted(folder, e));
        }
    }

    private void name(Path file) {
        var name = String.valueOf(file.getFileName());
        var type = name.substring(0, name.length() - ENDING.length());
        if (type.isBlank()) {
            problems.add("%s names no event type; call it <type>%s".formatted(file, ENDING));
            return;
        }
        var other = files.putIfAbsent(type, file);
        if (other != null) {
            problems.add(
                    "%s is a second schema of %s, beside %s; keep one"
                            .formatted(file, type, other));
        }
    }

    private void parse(String type, Path file) {
        try {
            var schema = MAPPER.readTree(file.toFile());
            if (schema.isObject() || schema.isBoolean()) {
                read.put(type, schema);
            } else {
                problems.add("%s is no JSON Schema; a schema is an object".formatted(file));
            }
        } catch (JsonProcessingException e) {
            var where = e.getLocation();
            problems.add(
                    "%s:%d is not JSON: %s; mend it there"
                            .formatted(
                                    file,
                                    where == null ? 1 : where.getLineNr(),
                                    String.valueOf(e.getOriginalMessage())
                                            .lines()
                                            .findFirst()
                                            .orElse("")));
        } catch (IOException e) {
            problems.add("%s cannot be read: %s".formatted(file, e));
        }
    }

    private Map<String, Schema> compile() {
        var compiler = new Compiler(read.values());
        var schemas = new LinkedHashMap<String, Schema>();
        read.forEach((type, schema) -> {
            try {
                schemas.put(type, compiler.compile(schema));
            } catch (Compiler.NoSchemaException e) {
                problems.add(
                        "%s is no JSON Schema 2020-12: %s; mend it there"
                                .formatted(files.get(type), e.getMessage()));
            }
        });
        return schemas;
    }
}
