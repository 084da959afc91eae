package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.cli.Table.Cell;
import dev.tideway.knlocal.cli.Table.Colour;
import dev.tideway.knlocal.cluster.ClusterException;
import dev.tideway.knlocal.cluster.Kubectl;
import dev.tideway.knlocal.cluster.Traffic;
import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.drift.Drift;
import dev.tideway.knlocal.drift.DriftJson;
import dev.tideway.knlocal.drift.Edge;
import dev.tideway.knlocal.drift.Observation;
import dev.tideway.knlocal.drift.Observer;
import dev.tideway.knlocal.drift.Row;
import dev.tideway.knlocal.drift.Row.Verdict;
import dev.tideway.knlocal.status.EventTypesJson;
import dev.tideway.knlocal.status.JourneyJson;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "drift",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "What is declared (events/, code, contexts), wired (YAML) and observed, side by side: event types, what functions"
                    + " emit, what they take. Observed is what the runner has seen; of each type its latest flows are looked at.",
            "Fails when something is wired or was observed that is declared nowhere. What was never observed is told, and no"
                    + " failure."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kn-local drift",
            "  kn-local drift --format json",
            "  kn-local drift --cluster --context kind-knative   # its EventTypes and Triggers"
        })
final class ShowDrift implements Callable<Integer> {
    /// Of one type; the flows of the others are among them mostly.
    private static final int FLOWS = 3;

    private final Io io;

    /// How rows are said.
    enum Format {
        human,
        json
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.human;

    @Mixin private ControlOptions control = new ControlOptions();

    @Option(
            names = "--cluster",
            description = "The cluster that kubectl points to, not a runner on this machine.")
    private boolean onCluster;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "Of the kubeconfig (default: what kubectl points to).")
    private Optional<String> context = Optional.empty();

    ShowDrift(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException {
        var domain = DomainOptions.domain(io, control.root(), io.environment());
        DomainOptions.refuseUnbuilt(domain);
        var rows = Drift.of(domain, onCluster ? ofCluster(domain) : ofRunner(domain));
        switch (format) {
            case json -> io.out().println(DriftJson.of(rows));
            case human -> print(rows);
        }
        return rows.stream().anyMatch(it -> it.verdict() == Verdict.UNDECLARED)
                ? ExitCodes.FAILED
                : ExitCodes.DONE;
    }

    private Observation ofRunner(Domain domain) throws CommandException {
        try (var reports = new RunnerReports(control.reach(io.environment()))) {
            var observer = new Observer(domain);
            var types = new TreeSet<>(domain.types());
            for (var type :
                    reports.read("list of event types", "/api/eventtypes", EventTypesJson::read)) {
                observer.add(type);
                types.add(type.type());
            }
            var flows = new HashSet<String>();
            for (var type : types) {
                look(reports, type, observer, flows);
            }
            return observer.seen();
        }
    }

    private static void look(
            RunnerReports reports, String type, Observer observer, Set<String> flows)
            throws CommandException {
        var query = "/api/events?type=%s&limit=%d".formatted(RunnerReports.coded(type), FLOWS);
        for (var event : reports.read("list of events", query, JourneyJson::readEvents)) {
            observer.add(event);
            if (flows.add(event.flow())) {
                observer.add(
                        reports.read(
                                "journey",
                                "/api/journey?id=" + RunnerReports.coded(event.flow()),
                                JourneyJson::read));
            }
        }
    }

    /// Triggers of other projects are not looked at.
    private Observation ofCluster(Domain domain) throws CommandException {
        try {
            var traffic = Traffic.read(new Kubectl(io.environment(), context));
            var wired = new HashSet<Edge>();
            for (var function : domain.functions().keySet()) {
                traffic.brought()
                        .getOrDefault(function.name(), Set.of())
                        .forEach(it -> wired.add(new Edge(it, function.name())));
            }
            return Observation.ofCluster(traffic.types(), wired);
        } catch (ClusterException e) {
            throw CommandException.failed(String.valueOf(e.getMessage()));
        }
    }

    private void print(List<Row> rows) {
        var table = new Table("KIND", "NAME", "DECLARED", "WIRED", "OBSERVED", "VERDICT");
        for (var row : rows) {
            table.add(
                    Cell.of(row.kind().name().toLowerCase(Locale.ROOT)),
                    Cell.of(row.name()),
                    cell(row.declared()),
                    cell(row.wired()),
                    cell(row.observed()),
                    new Cell(row.verdict().name().toLowerCase(Locale.ROOT), colour(row.verdict())));
        }
        table.lines(io.screen().colours()).forEach(io.out()::println);
        io.out().println();
        rows.stream()
                .filter(it -> it.verdict() != Verdict.AGREED && it.verdict() != Verdict.UNOBSERVED)
                .sorted(Comparator.comparing(Row::verdict))
                .forEach(it -> io.out().println(line(it)));
        var unseen = count(rows, Verdict.UNOBSERVED);
        if (unseen > 0) {
            io.out()
                    .println(
                            "%d were not observed yet: rare, or to be taken out".formatted(unseen));
        }
        var wrong = count(rows, Verdict.UNDECLARED);
        io.out().println(wrong == 0 ? "nothing is undeclared" : wrong + " to mend");
    }

    private static long count(List<Row> rows, Verdict verdict) {
        return rows.stream().filter(it -> it.verdict() == verdict).count();
    }

    private static String line(Row row) {
        return "%s: %s\n    mend: %s"
                .formatted(row.verdict().name().toLowerCase(Locale.ROOT), row.what(), row.mend());
    }

    private static Cell cell(List<String> all) {
        return all.isEmpty()
                ? new Cell("-", Colour.FAINT)
                : Cell.of(
                        all.size() > 2
                                ? "%s, %d more".formatted(all.getFirst(), all.size() - 1)
                                : String.join(", ", all));
    }

    private static Colour colour(Verdict verdict) {
        return switch (verdict) {
            case AGREED -> Colour.GREEN;
            case UNDECLARED -> Colour.RED;
            case UNWIRED -> Colour.YELLOW;
            case UNOBSERVED -> Colour.FAINT;
        };
    }
}
