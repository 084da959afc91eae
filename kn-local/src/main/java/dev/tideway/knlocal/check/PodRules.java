package dev.tideway.knlocal.check;

import dev.tideway.knlocal.check.Pods.Container;
import dev.tideway.knlocal.domain.Domain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/// Whether what a cluster runs is bounded, asked how it is, without rights, and tomorrow the same as today.
final class PodRules {
    static final List<Rule> ALL =
            List.of(
                    new Rule(
                            "missing-limits",
                            Severity.WARNING,
                            "Without limits one container takes memory and processors of all others on its node, and the autoscaler's figures mean little.",
                            domain -> each(domain, PodRules::limits, PodRules::limits)),
                    new Rule(
                            "missing-probes",
                            Severity.WARNING,
                            "What nobody asks how it is gets events before it can take them, and hangs for ever when it hangs.",
                            domain -> each(domain, PodRules::probes, PodRules::probes)),
                    new Rule(
                            "runs-as-root",
                            Severity.WARNING,
                            "Whoever breaks into a container that is root is half-way out of it; a restricted namespace refuses it.",
                            domain -> each(domain, _ -> List.of(), PodRules::root)),
                    new Rule(
                            "latest-image",
                            Severity.WARNING,
                            "An image without a version is another one tomorrow: nothing can be rolled back to it, and no two instances need be the same.",
                            PodRules::images));

    private PodRules() {}

    private static List<Breach> each(
            Domain domain,
            Function<FuncYaml, List<Breach>> ofFunction,
            BiFunction<Pods, Container, List<Breach>> ofContainer)
            throws IOException {
        var breaches = new ArrayList<Breach>();
        FuncYaml.all(domain).forEach(it -> breaches.addAll(ofFunction.apply(it)));
        var pods = Pods.of(domain);
        pods.containers().forEach(it -> breaches.addAll(ofContainer.apply(pods, it)));
        return breaches;
    }

    private static List<Breach> limits(FuncYaml function) {
        return Stream.of("memory", "cpu")
                .filter(it ->
                        function.text("deploy", "options", "resources", "limits", it).isEmpty())
                .map(it ->
                        function.breach(
                                "sets no %s limit".formatted(it),
                                "add deploy.options.resources.limits.%s".formatted(it)))
                .toList();
    }

    private static List<Breach> limits(Pods pods, Container container) {
        return Stream.of("memory", "cpu")
                .filter(it -> !container.has("resources", "limits", it))
                .filter(_ -> !pods.patch(container.pod(), "limits"))
                .map(it ->
                        container.breach(
                                "sets no %s limit".formatted(it),
                                "add resources.limits.%s".formatted(it)))
                .toList();
    }

    private static List<Breach> probes(FuncYaml function) {
        return Stream.of("liveness", "readiness")
                .filter(it -> function.text("deploy", "healthEndpoints", it).isEmpty())
                .map(it ->
                        function.breach(
                                "does not say where its %s is asked".formatted(it),
                                "add deploy.healthEndpoints.%s: /health/%s".formatted(it, it)))
                .toList();
    }

    private static List<Breach> probes(Pods pods, Container container) {
        return container.wantedProbes().stream()
                .filter(it -> !container.has(it) && !pods.patch(container.pod(), it))
                .map(it -> container.breach("has no " + it, "add a " + it))
                .toList();
    }

    private static List<Breach> root(Pods pods, Container container) {
        var key = "runAsNonRoot";
        var said =
                container
                        .text("securityContext", key)
                        .or(() -> container.pod().text("securityContext", key));
        return said.equals(Optional.of("true")) || pods.patch(container.pod(), key)
                ? List.of()
                : List.of(
                        container.breach(
                                "may run as root", "add securityContext.runAsNonRoot: true"));
    }

    private static List<Breach> images(Pods pods, Container container) {
        return container.text("image").map(Image::new).stream()
                .filter(it -> it.floats() && !pods.pins(it.name()))
                .map(it ->
                        container.breach(
                                "runs the image %s, which is the latest of its name".formatted(it),
                                "give it a tag that never moves, or a digest; here, or by images of a kustomization"))
                .toList();
    }

    private static List<Breach> images(Domain domain) throws IOException {
        return Stream.concat(
                        each(domain, _ -> List.of(), PodRules::images).stream(),
                        Pods.of(domain).latest().stream())
                .toList();
    }
}
