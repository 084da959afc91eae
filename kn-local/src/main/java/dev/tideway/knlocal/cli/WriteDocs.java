package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.catalogue.CatalogueFiles;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    private final Io io;

    @Mixin private DomainOptions options = new DomainOptions();

    @Option(
            names = "--check",
            description =
                    "Write nothing; name the files that are stale, and fail if there are any.")
    private boolean check;

    WriteDocs(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException {
        var domain = options.domain(io);
        DomainOptions.refuseUnbuilt(domain);
        try {
            var files = new GeneratedFiles(io, "kn-local docs");
            var generated = CatalogueFiles.of(domain, KnLocalCommand.VERSION);
            files.refuse(generated.problems());
            return check ? files.check(generated) : files.write(generated);
        } catch (IOException e) {
            throw CommandException.failed("the catalogue cannot be written: " + e);
        }
    }
}
