package dev.tideway.knlocal.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The word before `add`, `list` and `clear`.
@Command(
        name = "fault",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Faults on purpose: lets deliveries to a function of the running runner fail, be late, come twice or lose their answer,"
                    + " to see how a flow behaves.",
            "They live in the runner's memory and are gone when it stops. The journeys (kn-local trace) say which failures were on"
                    + " purpose."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kn-local fault add --function payments --fail 30%%",
            "  kn-local fault list",
            "  kn-local fault clear"
        })
final class FaultCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    private FaultCommand() {}

    static CommandLine with(Io io) {
        return new CommandLine(new FaultCommand())
                .addSubcommand(new AddFault(io))
                .addSubcommand(new ListFaults(io))
                .addSubcommand(new ClearFaults(io));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? add, list, clear");
    }
}
