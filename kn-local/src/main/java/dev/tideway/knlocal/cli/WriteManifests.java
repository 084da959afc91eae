package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.generated.Generated;
import dev.tideway.knlocal.manifest.Deployables;
import dev.tideway.knlocal.manifest.Sources;
import dev.tideway.knlocal.serving.ClusterFiles;
import dev.tideway.knlocal.settings.Settings;
import dev.tideway.knlocal.settings.SettingsException;
import dev.tideway.knlocal.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "manifests",
        mixinStandardHelpOptions = true,
        description = {
            "Writes what a cluster gets from the func.yamls into deploy/base/functions: a Knative Service for each function, a"
                    + " Job for the migrations of those with a db/, and the lists that kustomize needs.",
            "Run it after a change to a func.yaml, to db/ or to triggers/."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kn-local manifests",
            "  kn-local manifests --check   # writes nothing, and fails when a file is stale",
            "  kubectl kustomize deploy/overlays/quickstart"
        })
final class WriteManifests implements Callable<Integer> {
    private final Io io;
    private final GeneratedFiles files;

    @Option(
            names = "--check",
            description =
                    "Write nothing; name the files that are stale, and fail if there are any.")
    private boolean check;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "The folder of kn-local.yaml (default: here).")
    private Path root = Path.of("");

    WriteManifests(Io io) {
        this.io = io;
        this.files = new GeneratedFiles(io, "kn-local manifests");
    }

    WriteManifests(Io io, Path root) {
        this(io);
        this.root = root;
    }

    @Override
    public Integer call() throws CommandException {
        try {
            var generated = generated();
            if (generated.isEmpty()) {
                throw CommandException.failed(
                        "there is no func.yaml in the functions of kn-local.yaml");
            }
            return check ? files.check(generated.get()) : files.write(generated.get());
        } catch (IOException e) {
            throw CommandException.failed("the manifests cannot be written: " + e);
        }
    }

    /// Refuses what would keep the manifests from being written, before anything is made that they would lack.
    void refuseWhatIsWrong() throws CommandException {
        try {
            generated();
        } catch (IOException e) {
            throw CommandException.failed("the manifests cannot be written: " + e);
        }
    }

    /// Empty when there is no function yet.
    private Optional<Generated> generated() throws CommandException, IOException {
        var settings = settings();
        var deployables = Deployables.read(Sources.of(settings));
        files.refuse(deployables.problems());
        if (deployables.functions().isEmpty()) {
            return Optional.empty();
        }
        var generated =
                ClusterFiles.of(settings.root(), deployables.functions(), KnLocalCommand.VERSION);
        files.refuse(generated.problems());
        return Optional.of(generated);
    }

    private Settings settings() throws CommandException {
        try {
            return SettingsReader.read(root, Map.of(), io.environment());
        } catch (SettingsException e) {
            throw CommandException.misused(String.valueOf(e.getMessage()));
        }
    }
}
