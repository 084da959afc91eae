package dev.tideway.images;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.TarImage;
import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.Probes;
import dev.tideway.knlocal.process.Leash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/// Makes the images of functions, one after the other; what they share is made once.
public final class Workshop {
    static final String ARCHIVE = "archive";

    /// Images that a node has already; Knative asks no registry about them.
    private static final String LOCAL = "dev.local/tideway";

    private final Surroundings surroundings;
    private final Leash leash;
    private final Machine machine;
    private final JavaRuntime runtime;
    private final Set<Path> libraries;
    private final Base base;
    private final Path folder;

    private Workshop(
            Surroundings surroundings,
            Leash leash,
            Machine machine,
            JavaRuntime runtime,
            Set<Path> libraries,
            Base base,
            Path folder) {
        this.surroundings = surroundings;
        this.leash = leash;
        this.machine = machine;
        this.runtime = runtime;
        this.libraries = libraries;
        this.base = base;
        this.folder = folder;
    }

    /// Makes what the images share, unless it is there.
    ///
    /// @param base an image by digest; empty for this machine's C library
    /// @param folder for what the images share
    public static Workshop open(Surroundings surroundings, Leash leash, String base, Path folder)
            throws ImageException, IOException {
        var machine = Machine.here();
        var runtime = JavaRuntime.in(folder.resolve("java"));
        Image.forget(layers(folder));
        if (!base.isEmpty()) {
            return new Workshop(
                    surroundings, leash, machine, runtime, Set.of(), Base.image(base), folder);
        }
        var root = folder.resolve("libraries");
        Tree.delete(root);
        Libraries.install(runtime, root);
        return new Workshop(
                surroundings,
                leash,
                machine,
                runtime,
                Libraries.neededBy(runtime),
                new Base.Scratch(root),
                folder);
    }

    /// The function's files, trained.
    public Application prepare(FunctionSpec function)
            throws ImageException, IOException, InterruptedException {
        var app = Application.of(function);
        var training = new Training(runtime, leash, app.folder().resolve("training.log"));
        app.train(training, runtime, surroundings.environment(function), readiness(function));
        Bill.write(app, runtime, libraries);
        return app;
    }

    /// A source's files: it starts once, so nothing is trained.
    public Application prepareSource(Path source) throws ImageException, IOException {
        var app = Application.ofSource(source);
        Bill.write(app, runtime, libraries);
        return app;
    }

    private static String readiness(FunctionSpec function) throws ImageException {
        return switch (function.probes().readiness().ask()) {
            case Probes.Ask.Http(var path) -> path;
            case Probes.Ask.Tcp(), Probes.Ask.Exec(_) ->
                    throw new ImageException(
                            function.place()
                                    + ": its readiness is no path; name one in deploy.healthEndpoints");
        };
    }

    /// An OCI image layout in a tar beside the function's build output.
    public Made archive(Application app) throws ImageException, IOException, InterruptedException {
        var tar = app.folder().resolve(app.name() + ".tar");
        var reference = Image.reference(LOCAL, app.name(), app.version());
        var digest =
                image(app)
                        .to(
                                Containerizer.to(TarImage.at(tar).named(reference)),
                                reference.toString(),
                                false);
        return new Made(app.name(), LOCAL + "/" + app.name(), digest, tar.toString());
    }

    Made push(Application app, String registry, boolean insecure)
            throws ImageException, IOException, InterruptedException {
        var reference = Image.reference(registry, app.name(), app.version());
        var digest =
                image(app)
                        .to(
                                Containerizer.to(Registry.image(reference)),
                                reference.toString(),
                                insecure);
        var name = registry + "/" + app.name();
        return new Made(app.name(), name, digest, name + "@" + digest);
    }

    private Image image(Application app) {
        return new Image(app, runtime, base, machine, layers(folder));
    }

    private static Path layers(Path folder) {
        return folder.resolve("layers");
    }
}
