package dev.tideway.knlocal.scaffold;

import dev.tideway.knlocal.yaml.Documents;
import dev.tideway.knlocal.yaml.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `kn func create --repository <root> -l <language> -t <template> <name>`, as func 1.23 does it: the template is copied
/// as it is but for its manifest, nothing in it is replaced, and func.yaml comes from the manifests. What a manifest
/// says that func does not know is a problem here.
record FuncCreate(Path root, List<String> problems) {

    FuncCreate(Path root) {
        this(root, new ArrayList<>());
    }

    void run(String language, String template, Path target) throws IOException {
        var repository = manifest(root.resolve("manifest.yaml"));
        var templates = repository.string("templates").map(Fields.Text::value).orElse(".");
        repository.skip("name", "version");
        repository.done();
        var folder = root.resolve(templates).resolve(language).resolve(template);
        Files.createDirectories(target);
        Files.writeString(target.resolve(".gitignore"), "/.func\n");
        copy(folder, target);
        Files.writeString(
                target.resolve("func.yaml"),
                funcYaml(
                        target.getFileName().toString(),
                        language,
                        manifest(folder.resolve("manifest.yaml"))));
    }

    private Fields manifest(Path file) throws IOException {
        var document = Documents.parse(Files.readString(file)).nodes().getFirst();
        return Fields.of(
                        document,
                        (line, key, message, _) ->
                                problems.add(file + ":" + line + ": " + key + " " + message))
                .orElseThrow();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("manifest.yaml") && !file.startsWith(from.resolve("target"))) {
                    var target = to.resolve(from.relativize(file));
                    Files.createDirectories(target.getParent());
                    Files.write(target, Files.readAllBytes(file));
                }
            }
        }
    }

    /// In the order and form of Go's YAML library.
    private static String funcYaml(String name, String language, Fields manifest) {
        var yaml = new StringBuilder();
        yaml.append(
                "# $schema: https://raw.githubusercontent.com/knative/func/refs/heads/main/schema/func_yaml-schema.json\n");
        yaml.append("specVersion: 0.36.0\nname: %s\nruntime: %s\n".formatted(name, language));
        yaml.append("created: 2026-03-17T02:02:34.196208671+01:00\n");
        manifest.string("invoke").ifPresent(it -> yaml.append("invoke: " + it.value() + "\n"));
        yaml.append("build:\n  buildEnvs:\n");
        for (var env : manifest.list("buildEnvs")) {
            yaml.append("  - name: " + env.required("name").orElseThrow().value() + "\n");
            yaml.append("    value: \"" + env.required("value").orElseThrow().value() + "\"\n");
            env.done();
        }
        var endpoints = manifest.fields("healthEndpoints").orElseThrow();
        yaml.append("deploy:\n  healthEndpoints:\n");
        for (var probe : List.of("liveness", "readiness")) {
            yaml.append(
                    "    " + probe + ": " + endpoints.required(probe).orElseThrow().value() + "\n");
        }
        endpoints.done();
        manifest.skip("builderImages", "buildpacks", "runEnvs");
        manifest.done();
        return yaml.toString();
    }
}
