package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.status.ReplayJson;
import dev.tideway.knlocal.status.ReplayOrder;
import dev.tideway.knlocal.status.ReplayOrder.Part;
import dev.tideway.knlocal.status.ReplayStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Delivers a range of the log of a trigger's broker to that trigger again: what its filter wants, in order, with its"
                    + " retries and its dead-letter sink. Replies go into the broker, as ever.",
            "Each event carries the attribute knlocalreplay, so that a function can tell. A function that does everything once"
                    + " by source and id does nothing again.",
            "Ctrl-C ends the watching, not the replay: kn-local replay --stop ID does, and the end of the runner."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kn-local replay --trigger sales-facts --from 15m --dry-run",
            "  kn-local replay --trigger sales-facts --from 2026-03-02T09:30:00Z --to 2026-03-02T09:45:00Z",
            "  kn-local replay --trigger default/orders --partition 3 --from-offset 12 --to-offset 13",
            "  kn-local replay --stop r1abc"
        })
final class ReplayEvents implements Callable<Integer> {
    private static final long LOOK_EVERY_MILLIS = 200;

    private final Io io;

    @Option(
            names = "--trigger",
            paramLabel = "NAME",
            description = "The trigger, with or without its namespace.")
    private Optional<String> trigger = Optional.empty();

    @Option(
            names = "--stop",
            paramLabel = "ID",
            description = "Instead: stops that replay, and says how far it came.")
    private Optional<String> stop = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Events that came in from then on: a time (2026-03-02T09:30:00Z), or how long ago (90s, 10m, 2h).")
    private Optional<String> from = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "And before then (default: until now).")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--partition",
            paramLabel = "N",
            description = "Instead of times: a partition of the log, and offsets in it.")
    private Optional<Integer> partition = Optional.empty();

    @Option(
            names = "--from-offset",
            paramLabel = "N",
            description = "The first offset (default: the first there is).")
    private Optional<Long> fromOffset = Optional.empty();

    @Option(
            names = "--to-offset",
            paramLabel = "N",
            description = "The offset after the last (default: the end).")
    private Optional<Long> toOffset = Optional.empty();

    @Option(names = "--dry-run", description = "Only says which events it would be.")
    private boolean dryRun;

    @Option(names = "--json", description = "Prints what came of it as JSON.")
    private boolean json;

    @Mixin private ControlOptions control = new ControlOptions();

    ReplayEvents(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException, InterruptedException {
        var path = stop.isPresent() ? "/api/replay/stop" : "/api/replay";
        var asked = stop.isPresent() ? toStop(stop.get()) : ReplayJson.write(order());
        try (var reports = new RunnerReports(control.reach(io.environment()))) {
            var status = reports.post("replay", path, asked, ReplayJson::read);
            var progress = new ReplayLines(io);
            while (status.running()) {
                progress.show(status);
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
                status = look(reports, status.id());
            }
            progress.end();
            if (json) {
                io.out().println(ReplayJson.write(status));
            } else {
                progress.of(status).forEach(io.out()::println);
            }
            return status.succeeded() || stop.isPresent() ? ExitCodes.DONE : ExitCodes.FAILED;
        }
    }

    private String toStop(String id) throws CommandException {
        if (trigger.isPresent() || from.isPresent() || to.isPresent() || dryRun || isByOffset()) {
            throw CommandException.misused("--stop stands alone: the replay knows the rest");
        }
        return ReplayJson.writeId(id);
    }

    private ReplayOrder order() throws CommandException {
        if (trigger.isEmpty()) {
            throw CommandException.misused("--trigger is missing: to which one, or --stop ID");
        }
        return new ReplayOrder(trigger.get(), part(), dryRun);
    }

    private boolean isByOffset() {
        return partition.isPresent() || fromOffset.isPresent() || toOffset.isPresent();
    }

    private static ReplayStatus look(RunnerReports reports, String id) throws CommandException {
        return reports.read(
                "replay", "/api/replays?id=" + RunnerReports.coded(id), ReplayJson::read);
    }

    private Part part() throws CommandException {
        var byOffset = isByOffset();
        if (byOffset == from.isPresent() || (byOffset && to.isPresent())) {
            throw CommandException.misused(
                    "--from (and --to), or --partition with --from-offset and --to-offset");
        }
        return byOffset ? offsets() : times();
    }

    private Part times() throws CommandException {
        var begin = Moment.of("--from", from.orElseThrow());
        Optional<Instant> end =
                to.isPresent() ? Optional.of(Moment.of("--to", to.get())) : Optional.empty();
        if (end.isPresent() && !begin.isBefore(end.get())) {
            throw CommandException.misused(
                    "--from, %s, is not before --to, %s".formatted(begin, end.get()));
        }
        return new Part.Times(begin, end);
    }

    private Part offsets() throws CommandException {
        if (partition.isEmpty()) {
            throw CommandException.misused("--partition is missing: offsets are those of one");
        }
        return new Part.Offsets(partition.get(), fromOffset.orElse(0L), toOffset);
    }
}
