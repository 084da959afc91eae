package dev.tideway.knlocal.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Watches what was applied become ready, tells each change, and says what does not, and why.
final class Rollout {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final Kubectl kubectl;
    private final Overlay overlay;
    private final String namespace;
    private final Consumer<String> progress;
    private final Map<String, String> told = new HashMap<>();

    Rollout(Kubectl kubectl, Overlay overlay, Consumer<String> progress) throws ClusterException {
        this.kubectl = kubectl;
        this.overlay = overlay;
        this.namespace = overlay.namespace();
        this.progress = progress;
    }

    /// What is not ready.
    ///
    /// @param hopeless waiting will not mend it
    private record Unready(Resource resource, String why, boolean hopeless, List<String> words) {
        String line() {
            return resource.title() + ": " + why;
        }
    }

    /// Until all is ready; fails with a line for each resource that does not get there.
    void await(Duration patience) throws ClusterException {
        var end = System.nanoTime() + patience.toNanos();
        var unready = look();
        while (!unready.isEmpty() && !hopeless(unready) && System.nanoTime() < end) {
            pause();
            unready = look();
        }
        if (!unready.isEmpty()) {
            var verdict = hopeless(unready) ? "" : " within " + patience.toSeconds() + " s";
            throw new ClusterException(
                    "not ready%s:\n%s\na second run goes on from here"
                            .formatted(
                                    verdict,
                                    unready.stream()
                                            .map(Rollout::lines)
                                            .collect(Collectors.joining("\n"))));
        }
    }

    private static String lines(Unready unready) {
        return "  "
                + unready.line()
                + unready.words().stream().map("\n    | "::concat).collect(Collectors.joining());
    }

    /// A crash may end when the database is there: only what nothing else is waited for counts.
    private static boolean hopeless(List<Unready> unready) {
        return unready.stream().anyMatch(Unready::hopeless)
                && unready.stream().allMatch(it -> it.hopeless() || dependsOnFunctions(it));
    }

    private static boolean dependsOnFunctions(Unready unready) {
        return Product.serving(unready.resource().group())
                .filter(it -> it == Product.SERVING || it == Product.EVENTING)
                .isPresent();
    }

    private List<Unready> look() throws ClusterException {
        var present =
                Resource.all(
                        kubectl.json(
                                overlay.text(),
                                "get",
                                "-f",
                                "-",
                                "--ignore-not-found",
                                "-o",
                                "json"));
        var pods = Pods.of(kubectl, namespace);
        var unready = new ArrayList<Unready>();
        for (var resource : present) {
            switch (Readiness.of(resource)) {
                case Readiness.Ready() -> tell("ready    ", resource.title(), "");
                case Readiness.Waiting(var why) ->
                        unready.add(examined(pods, resource, why, false));
                case Readiness.Failed(var why) -> unready.add(examined(pods, resource, why, true));
            }
        }
        unready.forEach(it -> tell("waiting  ", it.resource().title(), ": " + it.why()));
        return unready;
    }

    private Unready examined(Pods pods, Resource resource, String why, boolean failed)
            throws ClusterException {
        var trouble = pods.trouble(resource);
        if (trouble.isEmpty()) {
            var unpullable = why.contains("Unable to fetch image");
            var mend = unpullable ? ": push it (`make images REGISTRY=…`)" : "";
            return new Unready(resource, why + mend, failed || unpullable, List.of());
        }
        var words =
                trouble.get() instanceof Trouble.Crash crash
                        ? pods.lastWords(crash)
                        : List.<String>of();
        return new Unready(
                resource,
                trouble.get().explained(namespace),
                failed || trouble.get().lasting(),
                words);
    }

    private void tell(String how, String what, String why) {
        var line = how + what + why;
        if (!line.equals(told.put(what, line))) {
            progress.accept(line);
        }
    }

    private static void pause() throws ClusterException {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted");
        }
    }
}
