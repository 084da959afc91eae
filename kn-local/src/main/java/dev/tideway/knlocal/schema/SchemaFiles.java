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
import java.util.Objects;

/// Reads the files of schemas, and says what is wrong with them.
final class SchemaFiles {
    private static final String ENDING = ".schema.json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<Unfit> unfit = new ArrayList<>();
    private final Map<String, Path> files = new LinkedHashMap<>();
    private final Map<String, JsonNode> read = new LinkedHashMap<>();

    private SchemaFiles() {}

    static Found read(List<Path> folders) {
        var reading = new SchemaFiles();
        folders.forEach(reading::list);
        reading.files.forEach(reading::parse);
        var schemas = reading.read.isEmpty() ? Map.<String, Schema>of() : reading.compile();
        return new Found(new Schemas(schemas), List.copyOf(reading.unfit));
    }

    private void unfit(Path file, int line, String what) {
        unfit.add(new Unfit(file, line, what));
    }

    private void list(Path folder) {
        try (var entries = Files.list(folder)) {
            entries.filter(it -> it.toString().endsWith(ENDING))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .forEach(this::name);
        } catch (IOException e) {
            unfit(
                    folder,
                    0,
                    "cannot be read: %s; name a folder of schemas under events".formatted(e));
        }
    }

    private void name(Path file) {
        var name = String.valueOf(file.getFileName());
        var type = name.substring(0, name.length() - ENDING.length());
        if (type.isBlank()) {
            unfit(file, 0, "names no event type; call it <type>" + ENDING);
            return;
        }
        var other = files.putIfAbsent(type, file);
        if (other != null) {
            unfit(file, 0, "is a second schema of %s, beside %s; keep one".formatted(type, other));
        }
    }

    private void parse(String type, Path file) {
        try {
            var schema = MAPPER.readTree(file.toFile());
            if (schema.isObject() || schema.isBoolean()) {
                read.put(type, schema);
            } else {
                unfit(file, 0, "is no JSON Schema; a schema is an object");
            }
        } catch (JsonProcessingException e) {
            var where = e.getLocation();
            unfit(
                    file,
                    where == null ? 1 : where.getLineNr(),
                    "is not JSON: %s; mend it there"
                            .formatted(
                                    String.valueOf(e.getOriginalMessage())
                                            .lines()
                                            .findFirst()
                                            .orElse("")));
        } catch (IOException e) {
            unfit(file, 0, "cannot be read: " + e);
        }
    }

    private Map<String, Schema> compile() {
        var compiler = new Compiler(read.values());
        var schemas = new LinkedHashMap<String, Schema>();
        read.forEach((type, schema) -> {
            try {
                schemas.put(type, compiler.compile(schema));
            } catch (Compiler.NoSchemaException e) {
                unfit(
                        Objects.requireNonNull(files.get(type)),
                        0,
                        "is no JSON Schema 2020-12: %s; mend it there".formatted(e.getMessage()));
            }
        });
        return schemas;
    }
}
