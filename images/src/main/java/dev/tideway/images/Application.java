package dev.tideway.images;

import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.packing.PackedApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A function's or a source's build output in the form it has in its image, with the AOT cache made of it.
///
/// @param folder `target/image` of the function; `app` below it becomes `/app`
/// @param javaOptions what a function's func.yaml says to its JVM
public record Application(String name, String version, Path folder, List<String> javaOptions) {
    /// Of the sources, whose jars are named without: the reactor's.
    private static final String SOURCES = "0.1.0-SNAPSHOT";

    public Application {
        javaOptions = List.copyOf(javaOptions);
    }

    /// Takes the build output over, with its dependencies in one jar if it can be.
    static Application of(FunctionSpec function) throws ImageException, IOException {
        var name = function.key().name();
        var built = function.directory().resolve("target/quarkus-app");
        if (!Files.exists(built.resolve("quarkus-run.jar"))) {
            throw new ImageException(
                    "the function %s is not built: there is no %s; run make build"
                            .formatted(name, built.resolve("quarkus-run.jar")));
        }
        var app =
                new Application(
                        name,
                        version(built),
                        built.resolveSibling("image"),
                        function.javaOptions());
        app.take(built);
        return app;
    }

    /// The build output of a source: its jar, which names those in `lib`.
    static Application ofSource(Path source) throws ImageException, IOException {
        var name = source.getFileName().toString();
        var target = source.resolve("target");
        var jar = target.resolve(name + ".jar");
        if (!Files.exists(jar)) {
            throw new ImageException(
                    "the source %s is not built: there is no %s; run make build"
                            .formatted(name, jar));
        }
        var app = new Application(name, SOURCES, target.resolve("image"), List.of());
        Tree.delete(app.app());
        Tree.copy(target.resolve("lib"), app.app().resolve("lib"));
        Files.copy(jar, app.app().resolve(jar.getFileName()));
        Tree.settle(app.app());
        return app;
    }

    /// A source starts once and stays: it needs no cache.
    private boolean isSource() {
        return !Files.exists(app().resolve(Layout.QUARKUS));
    }

    List<String> entrypoint() {
        return isSource()
                ? Layout.command(Layout.JAVA + "/bin/java", name + ".jar", List.of())
                : Layout.entrypoint(this);
    }

    private static String version(Path built) throws IOException {
        try (var jars = Files.list(built.resolve("app"))) {
            var jar = jars.map(it -> it.getFileName().toString()).sorted().findFirst().orElse("");
            return jar.replaceFirst("^.*?-(?=\\d)", "").replaceFirst("\\.jar$", "");
        }
    }

    /// As Maven left it, each dependency a jar of its own.
    Path built() {
        return isSource() ? app() : folder.resolveSibling("quarkus-app");
    }

    Path app() {
        return folder.resolve("app");
    }

    /// The folder that becomes `/aot`.
    Path aot() {
        return folder.resolve("aot");
    }

    Path cache() {
        return aot().resolve("app.aot");
    }

    Path sbom() {
        return folder.resolve("sbom");
    }

    /// Of all that the JVM compares before it takes a cache.
    private Path key() {
        return folder.resolve("key");
    }

    private void take(Path built) throws IOException {
        Tree.delete(app());
        if (!PackedApp.write(built, app())) {
            Tree.copy(built, app());
        }
        Tree.settle(app());
    }

    /// A cache that fits is kept, for another training of the same files makes other bytes.
    void train(Training training, JavaRuntime runtime, Map<String, String> env, String readiness)
            throws ImageException, IOException, InterruptedException {
        var flags = Layout.flags(javaOptions);
        var wanted = Tree.digestOf(Tree.digest(app()) + runtime.home() + flags);
        if (Files.exists(cache())
                && Files.exists(key())
                && Files.readString(key()).equals(wanted)) {
            return;
        }
        Files.deleteIfExists(key());
        Files.deleteIfExists(cache());
        Files.createDirectories(aot());
        training.run(this, env, readiness);
        Tree.settle(aot());
        Tree.write(key(), wanted);
    }
}
