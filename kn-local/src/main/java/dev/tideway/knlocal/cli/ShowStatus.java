package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.cluster.ClusterException;
import dev.tideway.knlocal.cluster.ClusterStatus;
import dev.tideway.knlocal.cluster.StatusReader;
import dev.tideway.knlocal.status.Status;
import dev.tideway.knlocal.status.StatusJson;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
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

    @Option(
            names = "--control-port",
            paramLabel = "PORT",
            description = "The runner's (default: what kn-local.yaml says, or 8090).")
    private Optional<String> port = Optional.empty();

    @Mixin private RunnerOptions runner = new RunnerOptions();

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
        var address = runner.reach("control-port", port, io.environment()).control("/api/status");
        try (var web = new Web()) {
            return show(() -> fetch(web, address), new RunnerView(new StatusLines()));
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

    private static Status fetch(Web web, URI address) throws CommandException {
        var answer = web.send(HttpRequest.newBuilder(address).GET());
        if (answer.statusCode() != 200) {
            throw CommandException.failed(
                    "%s answers %d: no runner of this version"
                            .formatted(address, answer.statusCode()));
        }
        try {
            return StatusJson.read(answer.body());
        } catch (IllegalArgumentException e) {
            throw CommandException.failed(
                    "%s answers something that is no status: %s"
                            .formatted(address, e.getMessage()));
        }
    }
}
