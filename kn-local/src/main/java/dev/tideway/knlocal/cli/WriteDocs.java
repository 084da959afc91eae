package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.catalogue.CatalogueFiles;
import dev.tideway.knlocal.domain.DomainReader;
import dev.tideway.knlocal.settings.Settings;
import dev.tideway.knlocal.settings.SettingsException;
import dev.tideway.knlocal.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "docs",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the catalogue of the domain into docs/catalogue: a page for each context, event type, function and flow, and"
                    + " the same as AsyncAPI and xRegistry documents.",
            "It is made of compiled functions, manifests and events/. Run it after a change to any of them."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kn-local docs",
            "  kn-local docs --check   # writes nothing, and fails when a file is stale"
        })
final class WriteDocs implements Callable<Integer> {
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

    WriteDocs(Io io) {
        this.files = new GeneratedFiles(io, "kn-local docs");
    }

    @Override
    public Integer call() throws CommandException {
        try {
            var settings = settings();
            var domain = DomainReader.read(Up.sources(settings));
            files.refuse(domain.problems());
            DomainOptions.refuseUnbuilt(domain);
            var generated = CatalogueFiles.of(domain, KnLocalCommand.VERSION, databases(settings));
            files.refuse(generated.problems());
            return check ? files.check(generated) : files.write(generated);
        } catch (IOException e) {
            throw CommandException.failed("the catalogue cannot be written: " + e);
        }
    }

    /// The environment is not asked: the catalogue is the same on every machine.
    private Settings settings() throws CommandException {
        try {
            return SettingsReader.read(root, Map.of(), Map.of());
        } catch (SettingsException e) {
            throw CommandException.misused(String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> databases(Settings settings) {
        var schemas = new TreeMap<String, String>();
        settings.databases().forEach((secret, database) -> schemas.put(secret, database.schema()));
        return schemas;
    }
}
