package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.scaffold.NewFunction;
import dev.tideway.knlocal.scaffold.ScaffoldException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "new-function",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a function in this repository from templates/quarkus/tideway: functions/NAME with its tests, its trigger,"
                    + " the schemas and examples of its new event types, its module in pom.xml, and what a cluster gets"
                    + " (see kn-local manifests).",
            "It answers one event with another. make new-function puts the formatting right, too."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kn-local new-function loyalty",
            "  kn-local new-function loyalty --consumes dev.tideway.order.confirmed.v1 --emits dev.tideway.points.granted.v1"
        })
final class MakeFunction implements Callable<Integer> {
    private final Io io;

    @Parameters(paramLabel = "NAME", description = "Small letters, digits and dashes.")
    private String name = "";

    @Option(
            names = "--consumes",
            paramLabel = "TYPE",
            description =
                    "The type of event it takes. One that events/ has gives the function's record its fields"
                            + " (default: dev.tideway.NAME.ask.v1, a dash being a dot).")
    private Optional<String> consumes = Optional.empty();

    @Option(
            names = "--emits",
            paramLabel = "TYPE",
            description =
                    "The type of event it answers with, a new one (default: dev.tideway.NAME.answered.v1).")
    private Optional<String> emits = Optional.empty();

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "The repository's folder (default: here).")
    private Path root = Path.of("");

    MakeFunction(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException {
        try {
            var function = NewFunction.of(root, name, consumes, emits);
            var changes = function.plan(Instant.now());
            var manifests = new WriteManifests(io, root);
            manifests.refuseWhatIsWrong();
            changes.write();
            manifests.call();
            io.out()
                    .printf(
                            "functions/%s takes %s and answers %s%nnext: make run, then kn-local/bin/kn-local send --file events/%s.example.json%n",
                            name, function.taken(), function.answered(), function.taken());
            return ExitCodes.DONE;
        } catch (ScaffoldException e) {
            throw CommandException.failed(String.valueOf(e.getMessage()));
        }
    }
}
