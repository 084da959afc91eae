package dev.tideway.benchmarks;

import dev.tideway.images.Archive;
import dev.tideway.images.Client;
import dev.tideway.images.Container;
import dev.tideway.images.Example;
import dev.tideway.images.ImageException;
import dev.tideway.images.Surroundings;
import dev.tideway.images.Workshop;
import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.process.LaunchException;
import dev.tideway.knlocal.process.Leash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;

/// A function's image, unpacked, from its start as a container to its answer to an event; the PostgreSQL runs already.
final class ImageBench {
    private static final String FUNCTION = "payments";
    private static final int WARM_UP = 2;
    private static final int STARTS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Table table;
    private final Path root;

    /// @param root of the repository
    ImageBench(Table table, Path root) {
        this.table = table;
        this.root = root;
    }

    void run() throws IOException, InterruptedException {
        try {
            var leash = Leash.onThisMachine();
            var shared = root.resolve("images/target");
            try (var surroundings = Surroundings.open(root, shared.resolve("postgres"), leash)) {
                var workshop = Workshop.open(surroundings, leash, "", shared);
                measure(surroundings, workshop, leash);
            }
        } catch (ImageException | LaunchException e) {
            throw new IOException(e);
        }
    }

    private void measure(Surroundings surroundings, Workshop workshop, Leash leash)
            throws ImageException, LaunchException, IOException, InterruptedException {
        var function =
                surroundings.functions().stream()
                        .filter(it -> it.key().name().equals(FUNCTION))
                        .findFirst()
                        .orElseThrow();
        var folder = Files.createTempDirectory("tideway-image");
        var _ = folder.toFile().setExecutable(true, false);
        var made = workshop.archive(workshop.prepare(function));
        var image = Archive.unpack(Path.of(made.place()), folder);
        var container = new Container(image, leash);
        var events = Example.of(function, surroundings.resources(), root.resolve("events"));
        var millis = new Figures();
        for (int i = -WARM_UP; i < STARTS; i++) {
            var took = start(container, surroundings, function, events, folder);
            if (i >= 0) {
                millis.add(took);
            }
        }
        table.row(
                "an image's start as a container to its first answer to an event: ms",
                millis.summary(),
                "median at most 350");
    }

    private static double start(
            Container container,
            Surroundings surroundings,
            FunctionSpec function,
            List<Example> events,
            Path folder)
            throws ImageException, LaunchException, IOException, InterruptedException {
        int port = Runner.freePort();
        var given = new HashMap<>(surroundings.environment(function));
        given.put("PORT", Integer.toString(port));
        given.put("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on");
        var client = new Client(port);
        long start = System.nanoTime();
        try (var _ = container.start(given, folder.resolve("log"))) {
            Wait.until("it answers", PATIENCE, () -> client.answersOneOf(events));
            return (System.nanoTime() - start) / 1e6;
        }
    }
}
