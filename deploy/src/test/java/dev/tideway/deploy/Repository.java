package dev.tideway.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The files of this repository that a cluster gets.
final class Repository {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    static final Path OVERLAYS = ROOT.resolve("deploy/overlays");

    private Repository() {}

    /// Every YAML file of deploy/, triggers/, broker-config/ and of the functions' migrations.
    static List<Path> manifests() throws IOException {
        try (var files = Files.walk(ROOT)) {
            return files.filter(file -> ROOT.relativize(file).toString().matches(MANIFEST))
                    .filter(file -> !file.endsWith("deploy/secrets.yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static final String MANIFEST =
            "(deploy/(base|components|observability|overlays|gitops)/.*|triggers/[^/]*|broker-config/.*|functions/[^/]*/db/[^/]*)\\.yaml";

    static List<Path> overlays() throws IOException {
        try (var folders = Files.list(OVERLAYS)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    static List<String> functions() throws IOException {
        try (var folders = Files.list(ROOT.resolve("functions"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("func.yaml")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
