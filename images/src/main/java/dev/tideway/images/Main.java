package dev.tideway.images;

import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.process.LaunchException;
import dev.tideway.knlocal.process.Leash;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `make images`.
@Command(
        name = "images",
        mixinStandardHelpOptions = true,
        description = {
            "Builds a container image of each function and source and pushes it, without a container engine.",
            "The functions have to be built (make build); credentials are those of docker login."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  make images REGISTRY=ghcr.io/you/tideway",
            "  make images REGISTRY=localhost:5001/tideway ARGS='--insecure orders'",
            "  make images REGISTRY=archive"
        })
final class Main implements Callable<Integer> {
    /// Held here, because a logger that nobody holds loses its level.
    private static final Logger REST = Logger.getLogger("");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--registry",
            required = true,
            description = "Registry and prefix, or \"archive\" for OCI archives in target/image.")
    private String registry = "";

    @Option(
            names = "--base",
            defaultValue = "",
            description = "An image by digest to stand on, in place of this machine's C library.")
    private String base = "";

    @Option(names = "--insecure", description = "The registry speaks plain HTTP.")
    private boolean insecure;

    @Option(names = "--root", defaultValue = "", description = "The folder of kn-local.yaml.")
    private Path root = Path.of("");

    @Parameters(paramLabel = "FUNCTION", description = "Only these; all when none is named.")
    private List<String> only = List.of();

    public static void main(String[] arguments) {
        REST.setLevel(Level.SEVERE);
        System.exit(
                run(
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                        arguments));
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Main())
                .setUsageHelpWidth(100)
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(Main::explain)
                .execute(arguments);
    }

    private static int explain(
            Exception failure, CommandLine line, CommandLine.ParseResult arguments)
            throws Exception {
        var text =
                switch (failure) {
                    case ImageException e -> String.valueOf(e.getMessage());
                    case LaunchException e -> String.valueOf(e.getMessage());
                    case IOException e -> Reasons.of(e);
                    default -> throw failure;
                };
        line.getErr().println(text);
        return 1;
    }

    @Override
    public Integer call()
            throws ImageException, IOException, InterruptedException, LaunchException {
        Machine.here();
        expectRegistry();
        var home = root.toAbsolutePath().normalize();
        var folder = home.resolve("images/target");
        var leash = Leash.onThisMachine();
        try (var surroundings = Surroundings.open(home, folder.resolve("postgres"), leash)) {
            var functions = chosen(surroundings, home);
            var workshop = Workshop.open(surroundings, leash, base, folder);
            var made = new ArrayList<Made>();
            for (var function : functions) {
                made.add(told(make(workshop, workshop.prepare(function))));
            }
            for (var source : chosenSources(home)) {
                made.add(told(make(workshop, workshop.prepareSource(source))));
            }
            if (!registry.equals(Workshop.ARCHIVE)) {
                var digests = folder.resolve("digests/kustomization.yaml");
                Tree.write(digests, Made.kustomization(made));
            }
        }
        return 0;
    }

    /// Before anything is made that could not be pushed.
    private void expectRegistry() throws ImageException, InterruptedException {
        if (!registry.equals(Workshop.ARCHIVE)) {
            Registry.expectThere(Image.reference(registry, "function", "1"), insecure);
        }
    }

    private Made told(Made image) {
        spec.commandLine().getOut().println(image.place());
        return image;
    }

    private Made make(Workshop workshop, Application app)
            throws ImageException, IOException, InterruptedException {
        return registry.equals(Workshop.ARCHIVE)
                ? workshop.archive(app)
                : workshop.push(app, registry, insecure);
    }

    /// Folders of programs with a pom beside their `source.yaml`.
    private static List<Path> sources(Path home) throws IOException {
        var folder = home.resolve("sources");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var all = Files.list(folder)) {
            return all.filter(it -> Files.exists(it.resolve("source.yaml"))).sorted().toList();
        }
    }

    private List<Path> chosenSources(Path home) throws IOException {
        return sources(home).stream()
                .filter(it -> only.isEmpty() || only.contains(it.getFileName().toString()))
                .toList();
    }

    private List<FunctionSpec> chosen(Surroundings surroundings, Path home)
            throws ImageException, IOException {
        var all = surroundings.functions();
        var names = new ArrayList<>(all.stream().map(it -> it.key().name()).toList());
        sources(home).forEach(it -> names.add(it.getFileName().toString()));
        for (var name : only) {
            if (!names.contains(name)) {
                throw new ImageException(
                        "there is no function %s; there are %s".formatted(name, names));
            }
        }
        return all.stream().filter(it -> only.isEmpty() || only.contains(it.key().name())).toList();
    }
}
