package dev.tideway.knlocal.serving;

import dev.tideway.knlocal.generated.Generated;
import dev.tideway.knlocal.manifest.Deployables.Deployable;
import dev.tideway.knlocal.manifest.FunctionSpec.EnvValue;
import dev.tideway.knlocal.manifest.Problem;
import dev.tideway.knlocal.yaml.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Works out every file that comes from the func.yamls.
public final class ClusterFiles {
    /// All of this folder is written.
    static final Path FOLDER = Path.of("deploy/base/functions");

    /// Each of its files is a Trigger, so that one more needs no list to be changed.
    private static final Path TRIGGERS = Path.of("triggers");

    private static final String KUSTOMIZATION = "kustomization.yaml";
    private static final String DATA = "db";
    private static final String SOURCES = "functions/*/func.yaml";

    private final Path root;
    private final String version;
    private final Map<Path, String> files = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private ClusterFiles(Path root, String version) {
        this.root = root.toAbsolutePath().normalize();
        this.version = version;
    }

    /// The files of these functions, below the folder of kn-local.yaml.
    ///
    /// @param version of the images; overlays say whose registry they are in
    public static Generated of(Path root, List<Deployable> functions, String version)
            throws IOException {
        var files = new ClusterFiles(root, version);
        for (var function : functions) {
            files.add(function);
        }
        files.list();
        files.triggers();
        files.localImages(functions);
        return new Generated(files.root, files.files, files.leftOver(), files.problems);
    }

    private Map<Path, String> leftOver() throws IOException {
        var folder = root.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return Map.of();
        }
        try (var there = Files.list(folder)) {
            return there.map(root::relativize)
                    .filter(file -> !files.containsKey(file))
                    .collect(Collectors.toMap(file -> file, _ -> "belongs to no function"));
        }
    }

    private void add(Deployable function) throws IOException {
        var spec = function.spec();
        var name = spec.key().name();
        for (var env : spec.envs()) {
            if (env.value() instanceof EnvValue.FromEnvironment(var variable)) {
                problem(
                        function,
                        "is {{ env:%s }}, which differs from machine to machine"
                                .formatted(variable),
                        "take it from a Secret or a ConfigMap");
                return;
            }
        }
        var service = new KnativeService(function, image(name) + ":" + version);
        var documents = new ArrayList<Map<String, Object>>();
        if (function.deployment().serviceAccount().isEmpty()) {
            documents.add(service.serviceAccount());
        }
        documents.add(service.service());
        files.put(FOLDER.resolve(name + ".yaml"), text(spec.place().file(), documents));
        var data = root.resolve(spec.directory()).resolve(DATA);
        if (Files.isDirectory(data)) {
            migrations(function, data);
        }
    }

    private void migrations(Deployable function, Path data) throws IOException {
        var name = function.spec().key().name();
        if (function.spec().envs().stream().noneMatch(it -> it.name().equals(MigrationJob.URL))) {
            problem(function, "has a db/, and no " + MigrationJob.URL, "add it to run.envs");
            return;
        }
        files.put(
                FOLDER.resolve(name + "-migration.yaml"),
                text(function.spec().place().file(), List.of(new MigrationJob(function).job())));
        var folder = root.relativize(data);
        var map = Fields.of("name", MigrationJob.configMap(name), "files", names(data, ".sql"));
        files.put(
                folder.resolve(KUSTOMIZATION),
                text(folder, List.of(kustomization("configMapGenerator", List.of(map)))));
    }

    private static List<String> names(Path folder, String ending) throws IOException {
        try (var all = Files.list(folder)) {
            return all.map(it -> it.getFileName().toString())
                    .filter(it -> it.endsWith(ending) && !it.equals(KUSTOMIZATION))
                    .sorted()
                    .toList();
        }
    }

    private void list() {
        var resources = new ArrayList<String>();
        for (var file : files.keySet()) {
            var wanted = file.startsWith(FOLDER) ? file : file.getParent();
            resources.add(slashes(FOLDER.relativize(wanted)));
        }
        files.put(
                FOLDER.resolve(KUSTOMIZATION),
                text(Path.of(SOURCES), List.of(kustomization("resources", resources))));
    }

    private void triggers() throws IOException {
        var folder = root.resolve(TRIGGERS);
        if (Files.isDirectory(folder)) {
            var list = kustomization("resources", names(folder, ".yaml"));
            files.put(TRIGGERS.resolve(KUSTOMIZATION), text(TRIGGERS, List.of(list)));
        }
    }

    private void localImages(List<Deployable> functions) {
        var names = functions.stream().map(it -> it.spec().key().name()).toList();
        files.put(
                LocalImages.FOLDER.resolve(KUSTOMIZATION),
                text(Path.of(SOURCES), List.of(LocalImages.component(names, version))));
    }

    /// Overlays say whose registry it is in.
    static String image(String function) {
        return "tideway/" + function;
    }

    private static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }

    private static Map<String, Object> kustomization(String key, Object value) {
        var fields =
                Fields.of("apiVersion", "kustomize.config.k8s.io/v1beta1", "kind", "Kustomization");
        fields.put(key, value);
        return fields;
    }

    private static String text(Path source, List<Map<String, Object>> documents) {
        return documents.stream()
                .map(YamlText::of)
                .collect(
                        Collectors.joining(
                                "---\n",
                                "# Written by `kn-local manifests` from %s: change that, not this.\n"
                                        .formatted(slashes(source)),
                                ""));
    }

    private void problem(Deployable function, String message, String mend) {
        problems.add(new Problem(function.spec().place(), "run.envs", message, mend));
    }
}
