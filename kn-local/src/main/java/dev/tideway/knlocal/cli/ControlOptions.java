package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.settings.Reach;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Whose control port a command reads.
final class ControlOptions {
    @Option(
            names = "--control-port",
            paramLabel = "PORT",
            description = "The runner's (default: what kn-local.yaml says, or 8090).")
    private Optional<String> port = Optional.empty();

    @Mixin private RunnerOptions runner = new RunnerOptions();

    Path root() {
        return runner.root();
    }

    Reach reach(Map<String, String> environment) throws CommandException {
        return runner.reach("control-port", port, environment);
    }
}
