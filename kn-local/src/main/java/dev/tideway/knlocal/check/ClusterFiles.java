package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.manifest.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The YAML that a cluster gets: all of `deploy/`, and the manifests that have programs in them.
final class ClusterFiles {
    private static final String DEPLOY = "deploy";

    private ClusterFiles() {}

    static Set<Path> of(Domain domain) throws IOException {
        var files = new TreeSet<Path>();
        var deploy = domain.root().resolve(DEPLOY);
        if (Files.isDirectory(deploy)) {
            try (var all = Files.walk(deploy)) {
                all.filter(it -> isYaml(it) && !isOfABuild(deploy.relativize(it)))
                        .forEach(files::add);
            }
        }
        var resources = domain.resources();
        Stream.of(
                        resources.sources().values().stream().map(it -> it.place()),
                        resources.sinks().values().stream().map(it -> it.place()),
                        resources.functions().values().stream().map(it -> it.place()),
                        resources.ignored().stream().map(it -> it.place()))
                .flatMap(it -> it)
                .map(Place::file)
                .filter(it -> !it.endsWith("func.yaml"))
                .map(domain.root()::resolve)
                .filter(Files::isRegularFile)
                .forEach(it -> addWithKustomization(it, files));
        return files;
    }

    private static void addWithKustomization(Path file, Set<Path> files) {
        files.add(file);
        var beside = file.resolveSibling("kustomization.yaml");
        if (Files.isRegularFile(beside)) {
            files.add(beside);
        }
    }

    private static boolean isYaml(Path file) {
        return file.toString().matches(".*\\.ya?ml") && Files.isRegularFile(file);
    }

    private static boolean isOfABuild(Path file) {
        return file.startsWith("src") || file.startsWith("target");
    }
}
