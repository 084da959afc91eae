package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.cli.Table.Cell;
import dev.tideway.knlocal.status.EventTypeStatus;
import dev.tideway.knlocal.status.EventTypesJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "eventtypes",
        mixinStandardHelpOptions = true,
        description = {
            "The types of events that the runner has seen since it started, by source and by what they were sent to, and the"
                    + " EventTypes of the manifests."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  kn-local eventtypes"})
final class ListEventTypes implements Callable<Integer> {
    private final Io io;

    @Option(
            names = "--control-port",
            paramLabel = "PORT",
            description = "The runner's (default: what kn-local.yaml says, or 8090).")
    private Optional<String> port = Optional.empty();

    @Mixin private RunnerOptions runner = new RunnerOptions();

    ListEventTypes(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException {
        var reach = runner.reach("control-port", port, io.environment());
        try (var reports = new RunnerReports(reach)) {
            lines(reports.read("/api/eventtypes", EventTypesJson::read)).forEach(io.out()::println);
            return ExitCodes.DONE;
        }
    }

    private List<String> lines(List<EventTypeStatus> all) {
        if (all.isEmpty()) {
            return List.of("No event has come yet.");
        }
        var table = new Table("NAME", "TYPE", "SOURCE", "REFERENCE", "AGE", "READY");
        for (var one : all) {
            table.add(
                    StatusTables.name(one.key()),
                    Cell.of(one.type()),
                    Cell.of(one.source()),
                    Cell.of(one.reference()),
                    Cell.of(one.since().map(ListEventTypes::age).orElse("-")),
                    StatusTables.ready(true));
        }
        return table.lines(io.screen().colours());
    }

    private static String age(Instant since) {
        return StatusTables.age(Duration.between(since, Instant.now()));
    }
}
