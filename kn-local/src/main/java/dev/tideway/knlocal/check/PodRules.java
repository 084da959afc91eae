package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Domain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Whether what a cluster runs is bounded, asked how it is, without rights, and tomorrow the same as today.
final class PodRules {
    static final List<Rule> ALL =
            List.of(
                    new Rule(
                            "missing-limits",
                            Severity.WARNING,
                            "Without limits one container takes memory and processors of all others on its node, and the autoscaler's figures mean little.",
                            PodRules::limits),
                    new Rule(
                            "missing-probes",
                            Severity.WARNING,
                            "What nobody asks how it is gets events before it can take them, and hangs for ever when it hangs.",
                            PodRules::probes),
                    new Rule(
                            "runs-as-root",
                            Severity.WARNING,
                            "Whoever breaks into a container that is root is half-way out of it; a restricted namespace refuses it.",
                            PodRules::root),
                    new Rule(
                            "latest-image",
                            Severity.WARNING,
                            "An image without a version is another one tomorrow: nothing can be rolled back to it, and no two instances need be the same.",
                            PodRules::images));

    private PodRules() {}

    private static List<Breach> limits(Domain domain) throws IOException {
        var breaches = new ArrayList<Breach>();
        for (var it : FuncYaml.all(domain)) {
            for (var limit : List.of("memory", "cpu")) {
                if (it.text("deploy", "options", "resources", "limits", limit).isEmpty()) {
                    breaches.add(
                            it.breach(
                                    "sets no %s limit".formatted(limit),
                                    "add deploy.options.resources.limits.%s".formatted(limit)));
                }
            }
        }
        containers(domain, (pods, it) -> {
            for (var limit : List.of("memory", "cpu")) {
                if (!it.has("resources", "limits", limit) && !pods.patch(it.pod(), "limits")) {
                    breaches.add(
                            it.breach(
                                    "sets no %s limit".formatted(limit),
                                    "add resources.limits.%s".formatted(limit)));
                }
            }
        });
        return breaches;
    }

    private static List<Breach> probes(Domain domain) throws IOException {
        var breaches = new ArrayList<Breach>();
        for (var it : FuncYaml.all(domain)) {
            for (var probe : List.of("liveness", "readiness")) {
                if (it.text("deploy", "healthEndpoints", probe).isEmpty()) {
                    breaches.add(
                            it.breach(
                                    "does not say where its %s is asked".formatted(probe),
                                    "add deploy.healthEndpoints.%s: /health/%s"
                                            .formatted(probe, probe)));
                }
            }
        }
        containers(domain, (pods, it) -> {
            for (var probe : List.of("livenessProbe", "readinessProbe")) {
                if (it.pod().lasts()
                        && !it.isInit()
                        && !it.has(probe)
                        && !pods.patch(it.pod(), probe)) {
                    breaches.add(it.breach("has no " + probe, "add a " + probe));
                }
            }
        });
        return breaches;
    }

    private static List<Breach> root(Domain domain) throws IOException {
        var breaches = new ArrayList<Breach>();
        containers(domain, (pods, it) -> {
            var said =
                    it.text("securityContext", "runAsNonRoot")
                            .or(() -> it.pod().text("securityContext", "runAsNonRoot"));
            if (!said.equals(Optional.of("true"))
                    && !pods.patch(it.pod(), "runAsNonRoot")) {
                breaches.add(it.breach("may run as root", "add securityContext.runAsNonRoot: true"));
            }
        });
        return breaches;
    }

    private static List<Breach> images(Domain domain) throws IOException {
        var breaches = new ArrayList<Breach>();
        containers(domain, (pods, it) -> {
            var image = it.text("image").map(Image::of);
            image.filter(name -> name.floats() && !pods.pins(name.name()))
                    .ifPresent(name ->
                            breaches.add(
                                    it.breach(
                                            "runs the image %s, which is the latest of its name"
                                                    .formatted(name),
                                            "give it a tag that never moves, or a digest; here, or by images of a kustomization")));
        });
        breaches.addAll(Pods.of(domain).latest());
        return breaches;
    }

    private static void containers(
            Domain domain, BiConsumer<Pods, Pods.Container> look)
            throws IOException {
        var pods = Pods.of(domain);
        pods.containers().forEach(it -> look.accept(pods, it));
    }
}
