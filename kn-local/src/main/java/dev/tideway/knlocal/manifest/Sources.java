package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What to read, and what the runner adds to it.
///
/// @param root files are named in messages as seen from here
/// @param manifests folders, whose own files are read as by `kubectl apply -f`, or single files
/// @param functions folders with a func.yaml
/// @param namespace of what names none
/// @param commands by function: how to start it, when not from its own build output
/// @param secrets names of the Secrets that the runner makes itself
public record Sources(
        Path root,
        List<Path> manifests,
        List<Path> functions,
        String namespace,
        Map<String, List<String>> commands,
        Set<String> secrets) {
    public Sources {
        manifests = List.copyOf(manifests);
        functions = List.copyOf(functions);
        commands = Map.copyOf(commands);
        secrets = Set.copyOf(secrets);
    }

    /// What a kn-local.yaml names.
    public static Sources of(Settings settings) {
        return new Sources(
                settings.root(),
                settings.manifests(),
                settings.functions(),
                settings.namespace(),
                settings.commands(),
                settings.databases().keySet());
    }
}
