package dev.tideway.knlocal.settings;

import dev.tideway.knlocal.yaml.Documents;
import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// kn-local.yaml as it stands: single values as text by their name, each with where it was said, and the two maps.
record SettingsFile(
        Map<String, Said> values,
        Map<String, List<String>> commands,
        Map<String, Database> databases) {
    private static final SettingsFile NONE = new SettingsFile(Map.of(), Map.of(), Map.of());

    /// A value, and who said it: `kn-local.yaml:3 port`, `--port`, `KN_LOCAL_PORT`.
    record Said(String value, String by) {
        OptionalInt number() {
            try {
                return OptionalInt.of(Integer.parseInt(value));
            } catch (NumberFormatException _) {
                return OptionalInt.empty();
            }
        }
    }

    /// `schema`, or `{schema: …, replication: true, migrations: folder}`.
    record Database(String schema, boolean replication, Optional<Said> migrations) {}

    /// A file that is not there says nothing.
    static SettingsFile read(Path file, List<String> problems) {
        if (!Files.exists(file)) {
            return NONE;
        }
        try {
            var documents = Documents.parse(Files.readString(file));
            documents
                    .faults()
                    .forEach(fault ->
                            problems.add(place(file, fault.line()) + ": " + fault.message()));
            return documents.nodes().stream()
                    .findFirst()
                    .flatMap(node ->
                            Fields.of(
                                    node,
                                    (line, key, message, mend) ->
                                            problems.add(problem(file, line, key, message, mend))))
                    .map(fields -> of(fields, file))
                    .orElse(NONE);
        } catch (IOException e) {
            problems.add(file.getFileName() + " cannot be read: " + e);
            return NONE;
        }
    }

    private static SettingsFile of(Fields fields, Path file) {
        var values = new LinkedHashMap<String, Said>();
        for (var name : List.of("namespace", "host", "port", "control-port", "state", "strict")) {
            fields.text(name).ifPresent(text -> put(values, name, text, file));
        }
        for (var name : List.of("manifests", "functions", "events")) {
            if (fields.has(name)) {
                var joined =
                        fields.strings(name).stream()
                                .map(Text::value)
                                .collect(Collectors.joining(","));
                put(values, name, new Text(joined, fields.line(name)), file);
            }
        }
        fields.fields("kafka")
                .ifPresent(kafka -> {
                    kafka.text("bootstrap-servers")
                            .ifPresent(text -> put(values, "kafka-bootstrap-servers", text, file));
                    kafka.done();
                });
        putOnly("loops", "hops", fields, values, file);
        putOnly("journeys", "mib", fields, values, file);
        fields.fields("traces")
                .ifPresent(traces -> {
                    for (var name : TracingReader.VARIABLES.keySet()) {
                        traces.text(name)
                                .ifPresent(text ->
                                        values.put(
                                                "traces-" + name,
                                                new Said(
                                                        text.value(),
                                                        place(file, text.line())
                                                                + ": traces."
                                                                + name)));
                    }
                    traces.done();
                });
        var commands = fields.fields("commands").map(SettingsFile::commands).orElse(Map.of());
        var databases = fields.fields("databases").map(it -> databases(it, file)).orElse(Map.of());
        // For kn-local check alone, which reads it itself.
        fields.skip("check");
        fields.done();
        return new SettingsFile(values, commands, databases);
    }

    /// Of a group that has one setting.
    private static void putOnly(
            String group, String name, Fields fields, Map<String, Said> values, Path file) {
        fields.fields(group)
                .ifPresent(all -> {
                    all.text(name)
                            .ifPresent(text ->
                                    values.put(
                                            group + "-" + name,
                                            new Said(
                                                    text.value(),
                                                    "%s: %s.%s"
                                                            .formatted(
                                                                    place(file, text.line()),
                                                                    group,
                                                                    name))));
                    all.done();
                });
    }

    private static void put(Map<String, Said> values, String name, Text text, Path file) {
        values.put(name, new Said(text.value(), place(file, text.line()) + ": " + name));
    }

    private static Map<String, List<String>> commands(Fields fields) {
        var commands = new LinkedHashMap<String, List<String>>();
        for (var function : fields.keys()) {
            commands.put(function, fields.strings(function).stream().map(Text::value).toList());
        }
        return commands;
    }

    private static Map<String, Database> databases(Fields fields, Path file) {
        var databases = new LinkedHashMap<String, Database>();
        for (var secret : fields.keys()) {
            if (fields.isMapping(secret)) {
                fields.fields(secret)
                        .ifPresent(it -> databases.put(secret, database(it, secret, file)));
            } else {
                fields.string(secret)
                        .ifPresent(schema ->
                                databases.put(
                                        secret,
                                        new Database(schema.value(), false, Optional.empty())));
            }
        }
        return databases;
    }

    private static Database database(Fields fields, String secret, Path file) {
        var schema = fields.required("schema").map(Text::value).orElse("");
        var replication = fields.flag("replication").orElse(false);
        var migrations =
                fields.text("migrations")
                        .map(text ->
                                new Said(
                                        text.value(),
                                        place(file, text.line())
                                                + ": databases."
                                                + secret
                                                + ".migrations"));
        fields.done();
        return new Database(schema, replication, migrations);
    }

    Optional<Said> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private static String place(Path file, int line) {
        return file.getFileName() + ":" + line;
    }

    private static String problem(Path file, int line, String key, String message, String mend) {
        return place(file, line)
                + ": "
                + (key.isEmpty() ? "" : key + " ")
                + message
                + (mend.isEmpty() ? "" : "; " + mend);
    }
}
