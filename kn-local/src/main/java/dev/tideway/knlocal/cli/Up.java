package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.KnLocal;
import dev.tideway.knlocal.StartException;
import dev.tideway.knlocal.manifest.Manifests;
import dev.tideway.knlocal.manifest.Resources;
import dev.tideway.knlocal.manifest.Sources;
import dev.tideway.knlocal.settings.Settings;
import dev.tideway.knlocal.settings.SettingsException;
import dev.tideway.knlocal.settings.SettingsReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Runs brokers, triggers and functions in the foreground until Ctrl-C.",
            "What to run stands in kn-local.yaml; these options go before it, KN_LOCAL_* variables before both."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kn-local up",
            "  kn-local up --manifests broker-config/in-memory,triggers",
            "  kn-local up --kafka-bootstrap-servers localhost:9092"
        })
final class Up implements Callable<Integer> {
    private final Io io;

    @Option(
            names = "--manifests",
            paramLabel = "PATHS",
            description = "Folders or files, by commas.")
    private @Nullable String manifests;

    @Option(
            names = "--functions",
            paramLabel = "PATHS",
            description = "Folders with a func.yaml; folder/* for all in it.")
    private @Nullable String functions;

    @Option(names = "--namespace", description = "Of what names none (default: default).")
    private @Nullable String namespace;

    @Option(names = "--host", description = "The address to listen on (default: 127.0.0.1).")
    private @Nullable String host;

    @Option(
            names = "--port",
            description = "Of brokers and functions (default: 8080; 0: any free one).")
    private @Nullable String port;

    @Option(names = "--control-port", description = "Of health and status (default: 8090).")
    private @Nullable String controlPort;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where everything lasting is kept (default: .kn-local).")
    private @Nullable String state;

    @Option(
            names = "--kafka-bootstrap-servers",
            paramLabel = "SERVERS",
            description = "A Kafka of your own, in place of the embedded one.")
    private @Nullable String kafka;

    @Option(
            names = "--events",
            paramLabel = "PATHS",
            description = "Folders with the schemas of event types (default: events, if there).")
    private @Nullable String events;

    @Option(names = "--strict", description = "Refuses events whose data do not keep their schema.")
    private boolean strict;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "The folder of kn-local.yaml (default: here).")
    private Path root = Path.of("");

    Up(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException, InterruptedException {
        long start = System.nanoTime();
        var settings = settings();
        var resources = Manifests.read(Sources.of(settings));
        var banner = new Banner(io, settings, resources);
        banner.beforeStart();
        if (resources.brokers().isEmpty()
                && resources.channels().isEmpty()
                && resources.sources().isEmpty()
                && resources.sinks().isEmpty()) {
            throw CommandException.failed(
                    "there is no broker to run, nor a channel, source or sink: see the manifests named above");
        }
        // Ctrl-C and kill end the JVM through the hook, which waits until everything is closed.
        var stopping = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        var hook = Thread.ofPlatform().unstarted(() -> stop(stopping, stopped));
        Runtime.getRuntime().addShutdownHook(hook);
        try (var runner = start(settings, resources)) {
            banner.ready(runner, Duration.ofNanos(System.nanoTime() - start));
            var _ = runner.broken().thenRun(stopping::countDown);
            stopping.await();
            return runner.broken().isDone()
                    ? banner.broken(runner.broken().join())
                    : banner.stopping();
        } finally {
            stopped.countDown();
        }
    }

    private KnLocal start(Settings settings, Resources resources)
            throws CommandException, InterruptedException {
        try {
            return KnLocal.start(settings, resources, io.environment(), _ -> {});
        } catch (StartException e) {
            throw CommandException.failed(String.valueOf(e.getMessage()));
        }
    }

    private static void stop(CountDownLatch stopping, CountDownLatch stopped) {
        stopping.countDown();
        try {
            stopped.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Settings settings() throws CommandException {
        var flags = new LinkedHashMap<String, String>();
        put(flags, "manifests", manifests);
        put(flags, "functions", functions);
        put(flags, "namespace", namespace);
        put(flags, "host", host);
        put(flags, "port", port);
        put(flags, "control-port", controlPort);
        put(flags, "state", state);
        put(flags, "kafka-bootstrap-servers", kafka);
        put(flags, "events", events);
        put(flags, "strict", strict ? "true" : null);
        try {
            return SettingsReader.read(root, flags, io.environment());
        } catch (SettingsException e) {
            throw CommandException.misused(String.valueOf(e.getMessage()));
        }
    }

    private static void put(Map<String, String> flags, String name, @Nullable String value) {
        if (value != null) {
            flags.put(name, value);
        }
    }
}
