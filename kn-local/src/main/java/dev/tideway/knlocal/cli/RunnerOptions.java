package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.settings.Reach;
import dev.tideway.knlocal.settings.SettingsException;
import dev.tideway.knlocal.settings.SettingsReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which runner a command is for: the one that the settings of this folder describe.
final class RunnerOptions {
    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "The folder of kn-local.yaml (default: here).")
    private Path root = Path.of("");

    Path root() {
        return root;
    }

    /// @param flag the setting that the command has an option for
    Reach reach(String flag, Optional<String> value, Map<String, String> environment)
            throws CommandException {
        var flags = value.map(given -> Map.of(flag, given)).orElse(Map.of());
        try {
            return SettingsReader.reach(root, flags, environment);
        } catch (SettingsException e) {
            throw CommandException.misused(String.valueOf(e.getMessage()));
        }
    }
}
