package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.fault.Fault;
import dev.tideway.knlocal.status.FaultOrders;
import dev.tideway.knlocal.status.FaultsJson;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sets a fault: from now on deliveries to that function go wrong, until it is cleared or the runner stops.",
            "Of several faults of a function, one at most strikes a delivery: that which was set first."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kn-local fault add --function payments --fail 30%% --status 503",
            "  kn-local fault add --function payments --delay 2s --percent 10%%",
            "  kn-local fault add --function orders --crash --count 1",
            "  kn-local fault add --function order-view --duplicate --type dev.tideway.order.placed.v1",
            "  kn-local fault add --function inventory --drop-reply 20%% --seed 7"
        })
final class AddFault implements Callable<Integer> {
    private final Io io;

    @Option(
            names = "--function",
            required = true,
            paramLabel = "NAME",
            description = "Whose deliveries; NAMESPACE/NAME where the name alone means several.")
    private String function = "";

    @Mixin private FaultKinds kinds = new FaultKinds();

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Strikes so many deliveries, and is over (default: goes on).")
    private Optional<Integer> count = Optional.empty();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "Only deliveries of events of this type.")
    private Optional<String> type = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "The same seed strikes the same deliveries, counted from now on (default: by chance; fault list says which).")
    private Optional<Long> seed = Optional.empty();

    @Mixin private ControlOptions control = new ControlOptions();

    AddFault(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException {
        var wanted = FaultOrders.write(new FaultOrders.Wanted(function, fault()));
        try (var reports = new RunnerReports(control.reach(io.environment()))) {
            var set = reports.post("fault", "/api/faults", wanted, FaultsJson::read).getFirst();
            io.out()
                    .println(
                            "fault %d: %s %s; kn-local fault clear %d ends it"
                                    .formatted(
                                            set.number(),
                                            set.function(),
                                            set.fault().words(),
                                            set.number()));
            return ExitCodes.DONE;
        }
    }

    private Fault fault() throws CommandException {
        try {
            return new Fault(
                    kinds.kind(),
                    kinds.percent(),
                    count.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                    type,
                    seed.orElseGet(Fault::anySeed));
        } catch (IllegalArgumentException e) {
            throw CommandException.misused(String.valueOf(e.getMessage()));
        }
    }
}
