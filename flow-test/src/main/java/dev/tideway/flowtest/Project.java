package dev.tideway.flowtest;

import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.Manifests;
import dev.tideway.knlocal.manifest.Resources;
import dev.tideway.knlocal.manifest.Sources;
import dev.tideway.knlocal.settings.Settings;
import dev.tideway.knlocal.settings.SettingsException;
import dev.tideway.knlocal.settings.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What a runner is started on.
record Project(Settings settings, Resources resources) {
    private static final Path BUILT = Path.of("target", "quarkus-app", "quarkus-run.jar");

    /// Nothing of the caller's own environment counts.
    ///
    /// @param state where the runner keeps its own
    /// @throws SetupException when something is wrong with it, or not built
    static Project read(Wanted wanted, Path state) {
        var settings = settings(wanted, state);
        var all = Manifests.read(Sources.of(settings));
        if (!all.problems().isEmpty()) {
            throw new SetupException(
                    all.problems().stream()
                            .map(Object::toString)
                            .collect(Collectors.joining("\n")));
        }
        var resources = Selection.of(all, wanted);
        if (resources.brokers().isEmpty() && resources.channels().isEmpty()) {
            throw new SetupException(
                    "there is no Broker or Channel in %s; name its folder under manifests"
                            .formatted(settings.manifests()));
        }
        resources.functions().values().forEach(Project::requireBuilt);
        return new Project(settings, resources);
    }

    private static Settings settings(Wanted wanted, Path state) {
        var flags = new HashMap<String, String>();
        flags.putAll(Map.of("port", "0", "control-port", "0", "state", state.toString()));
        if (!wanted.manifests().isEmpty()) {
            flags.put("manifests", String.join(",", wanted.manifests()));
        }
        try {
            return SettingsReader.read(wanted.root(), flags, Map.of());
        } catch (SettingsException e) {
            throw new SetupException("%s: %s".formatted(wanted.root(), e.getMessage()), e);
        }
    }

    private static void requireBuilt(FunctionSpec function) {
        var jar = function.directory().resolve(BUILT);
        if (function.command().isEmpty() && !Files.exists(jar)) {
            throw new SetupException(
                    "function %s is not built: %s is not there; build it first (make build, mvn package), or name a command under commands in kn-local.yaml"
                            .formatted(function.key().name(), jar));
        }
    }
}
