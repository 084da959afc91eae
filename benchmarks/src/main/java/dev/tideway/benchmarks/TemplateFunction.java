package dev.tideway.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The function of templates/, which has no data: copied, given a func.yaml and a kn-local.yaml, and built.
record TemplateFunction(Path root) {
    static final String NAME = "my-function";

    private static final String VERSION = "0.1.0-SNAPSHOT";

    /// @param root an empty folder; the function gets `functions/my-function` below it
    static TemplateFunction build(Path root) throws IOException, InterruptedException {
        var template = Workspace.REPOSITORY.resolve("templates/quarkus");
        var function = new TemplateFunction(root);
        copy(template.resolve("tideway"), function.folder());
        var yaml = Files.readString(template.resolve("func.yaml.template"));
        Files.writeString(function.folder().resolve("func.yaml"), filled(yaml));
        Files.writeString(root.resolve("broker.yaml"), Workspace.BROKER);
        Files.writeString(
                root.resolve("kn-local.yaml"),
                "manifests: [broker.yaml, functions/my-function/trigger.yaml]\nfunctions: [functions/*]\n");
        function.compile(root.resolve("m2"));
        return function;
    }

    Path folder() {
        return root.resolve("functions").resolve(NAME);
    }

    Path events() {
        return folder().resolve("events");
    }

    private static String filled(String template) {
        return template.replace("{created}", "2026-03-02T09:00:00Z")
                .replace("{invoke}", "invoke: cloudevent")
                .replace("{buildEnvs}", "buildEnvs: []")
                .replace(
                        "{healthEndpoints}",
                        "healthEndpoints:\n    liveness: /health/liveness\n    readiness: /health/readiness");
    }

    /// Against function-kit as it is built here, which stands in a repository in front of this user's.
    private void compile(Path repository) throws IOException, InterruptedException {
        install(repository, "tideway", Path.of("pom.xml"));
        install(repository, "function-kit", Path.of("function-kit/pom.xml"));
        install(repository, "function-kit-testing", Path.of("function-kit/testing/pom.xml"));
        var log = root.resolve("build.log");
        var builder =
                new ProcessBuilder(
                        Workspace.REPOSITORY.resolve("mvnw").toString(),
                        "-o",
                        "-q",
                        "-B",
                        "-ntp",
                        "-Dmaven.repo.local=" + repository,
                        "-Dmaven.repo.local.tail="
                                + Path.of(System.getProperty("user.home"), ".m2/repository"),
                        "-DskipTests",
                        "package");
        builder.directory(folder().toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (builder.redirectOutput(log.toFile()).start().waitFor() != 0) {
            throw new IOException("the template's function does not build, see " + log);
        }
    }

    private static void install(Path repository, String artifact, Path pom) throws IOException {
        var folder = repository.resolve("dev/tideway").resolve(artifact).resolve(VERSION);
        Files.createDirectories(folder);
        var name = artifact + "-" + VERSION;
        var from = Workspace.REPOSITORY.resolve(pom);
        Files.copy(from, folder.resolve(name + ".pom"));
        var jar = from.resolveSibling("target/" + name + ".jar");
        if (Files.exists(jar)) {
            Files.copy(jar, folder.resolve(name + ".jar"));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (var part : List.of("pom.xml", "trigger.yaml", "events", "src/main")) {
            try (var files = Files.walk(from.resolve(part))) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    var target = to.resolve(from.relativize(file));
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        }
    }
}
