package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.journey.Note;
import dev.tideway.knlocal.journey.Note.Kind;
import dev.tideway.knlocal.status.JourneyJson;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "The latest events that came in, oldest first, and the requests that were refused; kn-local trace ID says what"
                    + " became of one."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kn-local events --type dev.tideway.order.place.v1 --since 10m",
            "  kn-local events --subject o-1001",
            "  kn-local events --follow"
        })
final class ListEvents implements Callable<Integer> {
    private static final long LOOK_EVERY_MILLIS = 500;

    /// So many between two looks are not passed over.
    private static final int MOST = 10_000;

    private final Io io;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only events of this type.")
    private Optional<String> type = Optional.empty();

    @Option(names = "--source", paramLabel = "SOURCE", description = "Only from this source.")
    private Optional<String> source = Optional.empty();

    @Option(names = "--subject", paramLabel = "SUBJECT", description = "Only of this subject.")
    private Optional<String> subject = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Only from then on: a time (2026-03-02T09:30:00Z), or how long ago (90s, 10m, 2h).")
    private Optional<String> since = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "So many at most, the latest (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--violated", description = "Only those whose data do not keep their schema.")
    private boolean violated;

    @Option(names = "--follow", description = "Goes on with those that come, until Ctrl-C.")
    private boolean follow;

    @Mixin private ControlOptions control = new ControlOptions();

    ListEvents(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException, InterruptedException {
        try (var reports = new RunnerReports(control.reach(io.environment()))) {
            long last = show(events(reports, 0, limit));
            while (follow) {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
                last = Math.max(last, show(events(reports, last, MOST)));
            }
            return ExitCodes.DONE;
        }
    }

    private List<Note> events(RunnerReports reports, long after, int most) throws CommandException {
        var query = new StringBuilder("/api/events?after=%d&limit=%d".formatted(after, most));
        if (violated) {
            query.append("&violated=true");
        }
        add("type", type, query);
        add("source", source, query);
        add("subject", subject, query);
        if (since.isPresent()) {
            add("since", Optional.of(Moment.of("--since", since.get()).toString()), query);
        }
        return reports.read("list of events", query.toString(), JourneyJson::readEvents);
    }

    private static void add(String name, Optional<String> value, StringBuilder query) {
        value.ifPresent(
                it -> query.append('&').append(name).append('=').append(RunnerReports.coded(it)));
    }

    /// The number of the last.
    private long show(List<Note> events) {
        events.forEach(event -> io.out().println(line(event)));
        io.out().flush();
        return events.isEmpty() ? 0 : events.getLast().number();
    }

    private static String line(Note note) {
        var at = JourneyLines.time(note.at(), ZoneId.systemDefault());
        return note.kind() == Kind.REFUSED
                ? "%s  refused with %s: %s".formatted(at, note.detail("status"), note.detail("why"))
                : "%s  %s  %s  from %s%s%s"
                        .formatted(
                                at,
                                note.type(),
                                note.id(),
                                note.source(),
                                note.attributes().containsKey("subject")
                                        ? "  about " + note.attributes().get("subject")
                                        : "",
                                violation(note));
    }

    private static String violation(Note note) {
        if (note.kind() == Kind.VIOLATED) {
            return "  refused, against its schema: " + note.detail("why");
        }
        return note.violation().isEmpty() ? "" : "  against its schema: " + note.violation();
    }
}
