package dev.tideway.benchmarks;

import dev.tideway.images.Archive;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A function's image, unpacked: from the start of its entry point, in a container that is made already, to its answer to
/// an event. Its JVM counts on the memory of the function's limit; both of this machine's cores are its own.
final class ImageBench {
    private static final int WARM_UP = 2;
    private static final int STARTS = 20;

    private final Table table;
    private final Path root;

    /// @param root of the repository
    ImageBench(Table table, Path root) {
        this.table = table;
        this.root = root;
    }

    void run() throws IOException, InterruptedException {
        var template = TemplateFunction.build(Files.createTempDirectory("tideway-template"));
        row(
                "an image's start to its first answer to an event, a function without data: ms",
                startsOf(template.root(), TemplateFunction.NAME, template.events()),
                "median at most 350");
        row(
                "the same, a function with data, its first login to PostgreSQL included: ms",
                startsOf(root, "payments", root.resolve("events")),
                "none, the one above leaves the database aside");
    }

    private void row(String what, Figures millis, String goal) {
        table.row(what, millis.summary(), goal);
    }

    private Figures startsOf(Path root, String name, Path events)
            throws IOException, InterruptedException {
        try {
            return startsOf(root, name, events, Leash.onThisMachine());
        } catch (ImageException | LaunchException e) {
            throw new IOException(e);
        }
    }

    private Figures startsOf(Path root, String name, Path events, Leash leash)
            throws ImageException, LaunchException, IOException, InterruptedException {
        var shared = this.root.resolve("images/target");
        try (var surroundings = Surroundings.open(root, shared.resolve("postgres"), leash)) {
            var function =
                    surroundings.functions().stream()
                            .filter(it -> it.key().name().equals(name))
                            .findFirst()
                            .orElseThrow();
            var workshop = Workshop.open(surroundings, leash, "", shared);
            var made = workshop.archive(workshop.prepare(function));
            var image = unpacked(Path.of(made.place()));
            var examples = Example.of(function, surroundings.resources(), events);
            var environment = environment(surroundings, function);
            return starts(new Container(image, leash), environment, examples);
        }
    }

    private static Archive unpacked(Path tar) throws IOException {
        var folder = Files.createTempDirectory("tideway-image");
        // Another user than this one goes through here.
        var _ = folder.toFile().setExecutable(true, false);
        return Archive.unpack(tar, folder);
    }

    private static Map<String, String> environment(Surroundings surroundings, FunctionSpec function)
            throws ImageException {
        var environment = new HashMap<>(surroundings.environment(function));
        var memory = function.memoryBytes().map(it -> " -XX:MaxRAM=" + it).orElse("");
        environment.put("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on" + memory);
        return environment;
    }

    private static Figures starts(
            Container container, Map<String, String> environment, List<Example> events)
            throws LaunchException, IOException, InterruptedException {
        var log = Files.createTempFile("tideway-image", ".log");
        var millis = new Figures();
        for (int i = -WARM_UP; i < STARTS; i++) {
            var took = start(container, environment, events, log);
            if (i >= 0) {
                millis.add(took);
            }
        }
        return millis;
    }

    private static double start(
            Container container, Map<String, String> environment, List<Example> events, Path log)
            throws LaunchException, IOException, InterruptedException {
        int port = Runner.freePort();
        var given = new HashMap<>(environment);
        given.put("PORT", Integer.toString(port));
        var created = container.create(given, log);
        try (var _ = created.child()) {
            long start = System.nanoTime();
            created.start();
            FirstAnswer.await(port, events);
            return (System.nanoTime() - start) / 1e6;
        }
    }
}
