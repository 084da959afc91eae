package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.status.FaultsJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "The faults that are set, and how often each has struck.",
        footerHeading = "%nExamples:%n",
        footer = "  kn-local fault list")
final class ListFaults implements Callable<Integer> {
    private final Io io;

    @Mixin private ControlOptions control = new ControlOptions();

    ListFaults(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException {
        try (var reports = new RunnerReports(control.reach(io.environment()))) {
            var faults = reports.read("list of faults", "/api/faults", FaultsJson::read);
            if (faults.isEmpty()) {
                io.out().println("no fault is set");
            } else {
                FaultTable.lines(faults, io.screen().colours()).forEach(io.out()::println);
            }
            return ExitCodes.DONE;
        }
    }
}
