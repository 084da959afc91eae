package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.status.FaultOrders;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "clear",
        mixinStandardHelpOptions = true,
        description = "Ends faults: all, those of a function, or one.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kn-local fault clear",
            "  kn-local fault clear --function payments",
            "  kn-local fault clear 3"
        })
final class ClearFaults implements Callable<Integer> {
    private final Io io;

    @Parameters(
            arity = "0..1",
            paramLabel = "NUMBER",
            description = "The fault's, as kn-local fault list has it.")
    private Optional<Integer> number = Optional.empty();

    @Option(names = "--function", paramLabel = "NAME", description = "Only this function's.")
    private Optional<String> function = Optional.empty();

    @Mixin private ControlOptions control = new ControlOptions();

    ClearFaults(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException {
        if (number.isPresent() && function.isPresent()) {
            throw CommandException.misused("a fault's number, or --function; not both");
        }
        var wanted =
                new FaultOrders.Cleared(
                        function, number.map(OptionalInt::of).orElseGet(OptionalInt::empty));
        try (var reports = new RunnerReports(control.reach(io.environment()))) {
            var cleared =
                    reports.post(
                            "number of faults",
                            "/api/faults/clear",
                            FaultOrders.write(wanted),
                            FaultOrders::readCleared);
            io.out()
                    .println(
                            switch (cleared) {
                                case 0 -> "no fault was set";
                                case 1 -> "1 fault is cleared";
                                default -> cleared + " faults are cleared";
                            });
            return ExitCodes.DONE;
        }
    }
}
