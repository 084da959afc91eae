package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.status.JourneyJson;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description = {
            "What became of an event, step by step, and of all that it caused: who took it, who did not want it and why, what"
                    + " was tried how often, and where it ended.",
            "Shows the whole flow that the event belongs to."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  kn-local trace 1", "  kn-local trace 7c1e6f0a-0000-3000-8000-000000000008"})
final class Trace implements Callable<Integer> {
    private final Io io;

    @Parameters(paramLabel = "ID", description = "An event's id, or its correlationid.")
    private String id = "";

    @Mixin private ControlOptions control = new ControlOptions();

    Trace(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException {
        try (var reports = new RunnerReports(control.reach(io.environment()))) {
            var flow =
                    reports.read(
                            "journey",
                            "/api/journey?id=" + RunnerReports.coded(id),
                            JourneyJson::read);
            if (flow.events().isEmpty()) {
                throw CommandException.failed(
                        "no event %s is known here, nor a flow that began with it; kn-local events lists those that are"
                                .formatted(id));
            }
            new JourneyLines(id, io.screen().colours(), ZoneId.systemDefault())
                    .of(flow.events())
                    .forEach(io.out()::println);
            if (flow.more()) {
                io.out().println("… and more steps than are told of");
            }
            return ExitCodes.DONE;
        }
    }
}
