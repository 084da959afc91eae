package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.DomainReader;
import dev.tideway.knlocal.settings.SettingsException;
import dev.tideway.knlocal.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/// Which domain a command is about.
final class DomainOptions {
    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "The folder of kn-local.yaml (default: here).")
    private Path root = Path.of("");

    /// For what is written into files that are committed: the environment is not asked, so that they are the same on every machine.
    Domain domain(Io io) throws CommandException {
        return domain(io, root, Map.of());
    }

    /// Refuses one of which a part is not compiled.
    static void refuseUnbuilt(Domain domain) throws CommandException {
        if (!domain.unbuilt().isEmpty()) {
            throw CommandException.failed(
                    "nothing is known of what is not compiled: %s; make build"
                            .formatted(String.join(", ", domain.unbuilt())));
        }
    }

    /// Reads it, and refuses one that cannot be read as a whole: what is missing would be taken for what is not there.
    static Domain domain(Io io, Path root, Map<String, String> environment)
            throws CommandException {
        try {
            var domain = DomainReader.read(SettingsReader.read(root, Map.of(), environment));
            domain.problems().forEach(it -> io.err().println("problem  " + it));
            if (!domain.problems().isEmpty()) {
                throw CommandException.failed("the domain cannot be read as a whole");
            }
            return domain;
        } catch (SettingsException e) {
            throw CommandException.misused(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw CommandException.failed("the domain cannot be read: " + e);
        }
    }
}
