package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.cli.Table.Cell;
import dev.tideway.knlocal.status.EventTypeStatus;
import dev.tideway.knlocal.status.EventTypesJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin private ControlOptions control = new ControlOptions();

    ListEventTypes(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException {
        try (var reports = new RunnerReports(control.reach(io.environment()))) {
            lines(reports.read("list of event types", "/api/eventtypes", EventTypesJson::read))
                    .forEach(io.out()::println);
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
