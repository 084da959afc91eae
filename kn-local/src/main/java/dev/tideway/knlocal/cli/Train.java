package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.KnLocal;
import dev.tideway.knlocal.StartException;
import dev.tideway.knlocal.manifest.Manifests;
import dev.tideway.knlocal.manifest.Sources;
import dev.tideway.knlocal.settings.Settings;
import dev.tideway.knlocal.settings.SettingsException;
import dev.tideway.knlocal.settings.SettingsReader;
import dev.tideway.knlocal.state.Trees;
import dev.tideway.knlocal.status.StatusJson;
import dev.tideway.knlocal.status.TriggerStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Goes once through all that a runner and the commands do, on a stage of its own, so that the JVM can keep what it has
/// loaded (`-XX:AOTCacheOutput`). The launcher's `train` says so to the JVM.
@Command(
        name = "train",
        hidden = true,
        description = "Rehearses a runner's life for the start-up cache; make build does it.")
final class Train implements Callable<Integer> {
    private static final int EVENTS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Io io;

    @Option(names = "--commands", description = "Only what send and status do: a smaller cache.")
    private boolean commands;

    Train(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException, IOException, InterruptedException {
        if (commands) {
            rehearseCommands();
            return ExitCodes.DONE;
        }
        var folder = Files.createTempDirectory("kn-local-rehearsal");
        try {
            Stage.set(folder);
            rehearse(folder);
            return ExitCodes.DONE;
        } catch (StartException | SettingsException e) {
            throw CommandException.failed(String.valueOf(e.getMessage()));
        } finally {
            Trees.delete(folder);
        }
    }

    private void rehearse(Path folder)
            throws StartException, SettingsException, CommandException, InterruptedException {
        var settings = settings(folder);
        var resources = Manifests.read(Sources.of(settings));
        if (!resources.problems().isEmpty()) {
            throw CommandException.failed("the rehearsal: " + resources.problems().getFirst());
        }
        var banner = new Banner(silent(), settings, resources);
        banner.beforeStart();
        try (var runner = KnLocal.start(settings, resources, Map.of(), _ -> {})) {
            banner.ready(runner, Duration.ZERO);
            for (int i = 0; i < EVENTS; i++) {
                send(runner.dataPort());
            }
            settle(runner.controlPort());
        }
    }

    /// Nothing of the caller's own settings counts.
    private static Settings settings(Path folder) throws SettingsException {
        return SettingsReader.read(folder, Map.of("port", "0", "control-port", "0"), Map.of());
    }

    private void rehearseCommands() throws CommandException, IOException {
        var server = Play.serve(0);
        try {
            var port = server.getAddress().getPort();
            send(port);
            command("status", "--control-port", Integer.toString(port));
        } finally {
            server.stop(0);
        }
    }

    private void send(int port) throws CommandException {
        var data = "{\"n\":1}";
        command(
                "send",
                "--type",
                "rehearsal.first",
                "--data",
                data,
                "--port",
                Integer.toString(port));
    }

    private void command(String... words) throws CommandException {
        if (Main.run(silent(), words) != ExitCodes.DONE) {
            throw CommandException.failed("the rehearsal's " + words[0] + " failed");
        }
    }

    private Io silent() {
        var nowhere = new PrintWriter(Writer.nullWriter());
        return new Io(InputStream.nullInputStream(), nowhere, nowhere, io.screen(), Map.of());
    }

    /// Until each event has been delivered, and its reply too.
    private static void settle(int port) throws CommandException, InterruptedException {
        var address = URI.create("http://localhost:%d/api/status".formatted(port));
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        try (var web = new Web()) {
            while (delivered(web, address) < 2L * EVENTS) {
                if (System.nanoTime() > deadline) {
                    throw CommandException.failed("the rehearsal's events were not delivered");
                }
                Thread.sleep(LOOK_EVERY);
            }
        }
    }

    private static long delivered(Web web, URI address) throws CommandException {
        var status = StatusJson.read(web.send(HttpRequest.newBuilder(address).GET()).body());
        return status.triggers().stream().mapToLong(TriggerStatus::delivered).sum();
    }
}
