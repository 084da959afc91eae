package dev.tideway.knlocal.cli;

import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The word before the commands; alone, it is a mistake.
@Command(
        name = "kn-local",
        mixinStandardHelpOptions = true,
        version = "kn-local " + KnLocalCommand.VERSION,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Knative on this machine, in one process: the broker, its triggers, and functions that rise with events and"
                    + " ebb to zero.",
            "For developing and testing, never for production: there, deploy brings the same functions to a cluster."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:it could not be done; standard error says why",
            "2:the command line is wrong",
            "3:no runner answers",
            "130:stopped by Ctrl-C"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kn-local send --type dev.tideway.order.place.v1 --data-file samples/place-order.json",
            "  kn-local status --watch",
            "  kn-local reset",
            "  kn-local deploy --overlay quickstart",
            "  kn-local status --cluster --watch"
        })
final class KnLocalCommand implements Runnable {
    /// Of this release, its functions' images included.
    static final String VERSION = "0.1.0";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        var commands =
                spec.subcommands().values().stream()
                        .map(CommandLine::getCommandSpec)
                        .filter(command -> !command.usageMessage().hidden())
                        .map(CommandSpec::name)
                        .collect(Collectors.joining(", "));
        throw new ParameterException(spec.commandLine(), "Which command? " + commands);
    }
}
