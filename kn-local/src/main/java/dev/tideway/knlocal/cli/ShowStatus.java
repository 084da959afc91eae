package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.cluster.ClusterException;
import dev.tideway.knlocal.cluster.ClusterStatus;
import dev.tideway.knlocal.cluster.StatusReader;
import dev.tideway.knlocal.status.StatusJson;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Functions with their instances, triggers and brokers with their counts, as the runner sees them.",
            "With --watch again and again: in place on a terminal, else a line for each change."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kn-local status",
            "  kn-local status --watch",
            "  kn-local status --cluster --context kind-knative --watch",
            "  kn-local status -o json | jq '.functions[] | select(.state == \"FAILED\")'"
        })
final class ShowStatus implements Callable<Integer> {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Io io;

    @Option(
            names = {"-w", "--watch"},
            description = "Go on until Ctrl-C.")
    private boolean watch;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "table")
    private Format format = Format.table;

    @Mixin private ControlOptions control = new ControlOptions();

    @Option(
            names = "--cluster",
            description = "The cluster that kubectl points to, not a runner on this machine.")
    private boolean onCluster;

    @Mixin private ClusterOptions cluster = new ClusterOptions();

    /// In small letters, as they are typed.
    enum Format {
        table,
        json
    }

    ShowStatus(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException, InterruptedException {
        return onCluster ? ofCluster() : ofRunner();
    }

    private int ofRunner() throws CommandException, InterruptedException {
        try (var reports = new RunnerReports(control.reach(io.environment()))) {
            return show(
                    () -> reports.read("status", "/api/status", StatusJson::read),
                    new RunnerView(new StatusLines()));
        }
    }

    private int ofCluster() throws CommandException, InterruptedException {
        try {
            var reader = new StatusReader(cluster.kubectl(io.environment()), cluster.namespace());
            return show(() -> fetch(reader), new ClusterView());
        } catch (ClusterException e) {
            throw CommandException.failed(String.valueOf(e.getMessage()));
        }
    }

    private <T> int show(Watch.Source<T> source, View<T> view)
            throws CommandException, InterruptedException {
        if (watch) {
            new Watch<>(io, source, view).run(BETWEEN_LOOKS, format);
        } else {
            switch (format) {
                case json -> io.out().println(view.json(source.status()));
                case table ->
                        view.table(source.status(), io.screen().colours())
                                .forEach(io.out()::println);
            }
        }
        return ExitCodes.DONE;
    }

    private static ClusterStatus fetch(StatusReader reader) throws CommandException {
        try {
            return reader.read();
        } catch (ClusterException e) {
            throw CommandException.failed(String.valueOf(e.getMessage()));
        }
    }
}
