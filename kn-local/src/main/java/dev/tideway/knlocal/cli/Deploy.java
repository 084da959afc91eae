package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.cluster.ClusterException;
import dev.tideway.knlocal.cluster.Deployment;
import dev.tideway.knlocal.cluster.Images;
import dev.tideway.knlocal.cluster.Kubectl;
import dev.tideway.knlocal.cluster.Overlay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "deploy",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Brings an overlay of deploy/ to the cluster that kubectl points to, and waits until all of it is ready.",
            "Looks first whether the cluster has all it needs, and touches nothing when it has not. A second run changes only what"
                    + " has changed. Only the overlay's own namespace is touched."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kn-local deploy",
            "  kn-local deploy --overlay kafka --context staging --check",
            "  kn-local deploy --overlay production --images images/target/digests/kustomization.yaml",
            "  kn-local deploy --image orders=registry.example.com/orders@sha256:…"
        })
final class Deploy implements Callable<Integer> {
    private final Io io;

    @Option(
            names = "--overlay",
            paramLabel = "NAME",
            description =
                    "A folder of deploy/overlays, or a path to one (default: ${DEFAULT-VALUE}).",
            defaultValue = "quickstart")
    private String overlay = "quickstart";

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "Of the kubeconfig (default: what kubectl points to).")
    private Optional<String> context = Optional.empty();

    @Option(
            names = "--images",
            paramLabel = "FILE",
            description = "The kustomization with the digests that `make images` writes.")
    private Optional<Path> imageFile = Optional.empty();

    @Option(
            names = "--image",
            paramLabel = "FUNCTION=REFERENCE",
            description = "One image by digest; may be repeated, and goes before the file.")
    private Map<String, String> image = new LinkedHashMap<>();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long to wait for it to be ready (default: ${DEFAULT-VALUE}).",
            defaultValue = "600")
    private int timeout = 600;

    @Option(names = "--check", description = "Only say what the cluster lacks.")
    private boolean checkOnly;

    @Option(
            names = "--force-conflicts",
            description = "Take over fields that somebody else has changed.")
    private boolean force;

    Deploy(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException {
        try {
            deploy();
            return ExitCodes.DONE;
        } catch (ClusterException e) {
            throw CommandException.failed(String.valueOf(e.getMessage()));
        }
    }

    private void deploy() throws ClusterException {
        var kubectl = new Kubectl(io.environment(), context);
        var built = Overlay.build(kubectl, folder(), images());
        var deployment =
                new Deployment(
                        kubectl,
                        built,
                        Optional.of(script()).filter(Files::isExecutable),
                        io.out()::println);
        deployment.check();
        if (checkOnly) {
            io.out().println("the cluster has all that " + overlay + " needs");
            return;
        }
        deployment.createSecrets();
        deployment.apply(force);
        deployment.await(Duration.ofSeconds(timeout));
        io.out()
                .println(
                        "ready: `make watch CLUSTER=1` shows it, `make try CLUSTER=1` plays the stories against it");
    }

    private Images images() throws ClusterException {
        var references = new LinkedHashMap<String, String>();
        if (imageFile.isPresent()) {
            references.putAll(Images.read(imageFile.get()));
        }
        references.putAll(image);
        return Images.of(references);
    }

    /// An overlay may come with a script that makes its Secrets.
    private Path script() {
        return folder().resolve("create-secrets");
    }

    private Path folder() {
        return overlay.contains("/") ? Path.of(overlay) : Path.of("deploy", "overlays", overlay);
    }
}
