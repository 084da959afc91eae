package dev.tideway.images;

import dev.tideway.knlocal.process.ChildProcess;
import dev.tideway.knlocal.process.Launch;
import dev.tideway.knlocal.process.LaunchException;
import dev.tideway.knlocal.process.Leash;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes the AOT cache of a function from a rehearsal: it starts on the very files of its image, goes an event's way without
/// one (function-kit's `Rehearsal`), is probed, refuses one request, and stops; then a second start proves that the JVM
/// takes the cache. It gets no event that it would act on.
final class Training {
    private static final Duration START = Duration.ofMinutes(1);

    /// At its end the recording JVM makes the cache.
    private static final Duration END = Duration.ofMinutes(3);

    private final JavaRuntime runtime;
    private final Leash leash;
    private final Path log;

    Training(JavaRuntime runtime, Leash leash, Path log) {
        this.runtime = runtime;
        this.leash = leash;
        this.log = log;
    }

    /// On the function's files in the form they have in the image.
    void run(Application app, Map<String, String> environment, String readiness)
            throws ImageException, IOException, InterruptedException {
        var cache = app.cache();
        Files.deleteIfExists(log);
        var rehearsal = new HashMap<>(environment);
        rehearsal.put("TIDEWAY_REHEARSAL", "true");
        rehearse(app, rehearsal, readiness, "-XX:AOTCacheOutput=" + cache);
        if (!Files.exists(cache)) {
            throw failed("the JVM made no AOT cache");
        }
        rehearse(app, environment, readiness, "-XX:AOTCache=" + cache, "-XX:AOTMode=on");
    }

    private void rehearse(
            Application app, Map<String, String> given, String readiness, String... options)
            throws ImageException, IOException, InterruptedException {
        int port = freePort();
        var environment = new HashMap<>(given);
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("PORT", Integer.toString(port));
        var command = Layout.functionCommand(runtime.java().toString(), app, options);
        try (var child = start(app.app(), environment, command)) {
            var client = new Client(port);
            await(client, readiness, child);
            client.refused();
            child.stop(END);
        }
    }

    private ChildProcess start(Path app, Map<String, String> environment, List<String> command)
            throws ImageException {
        try {
            return leash.start(Launch.of(command, app, environment, log));
        } catch (LaunchException e) {
            throw new ImageException(String.valueOf(e.getMessage()), e);
        }
    }

    private void await(Client client, String readiness, ChildProcess child)
            throws ImageException, InterruptedException {
        var deadline = System.nanoTime() + START.toNanos();
        while (!client.isReady(readiness)) {
            if (!child.alive()) {
                throw failed("it ended with exit code " + child.exited().join());
            }
            if (System.nanoTime() > deadline) {
                throw failed("it was not ready in " + START.toSeconds() + " s");
            }
            Thread.sleep(20);
        }
    }

    private ImageException failed(String why) {
        return new ImageException(
                "the function's rehearsal failed: %s; see %s".formatted(why, log));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
