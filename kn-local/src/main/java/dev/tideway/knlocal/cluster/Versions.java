package dev.tideway.knlocal.cluster;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Which releases of Knative are installed. Who may not read its namespaces is not stopped for it.
final class Versions {
    /// Of Knative: releases before it are no longer supported, and nobody has tried them with this.
    private static final int OLDEST_MINOR = 20;

    private static final Pattern RELEASE = Pattern.compile("v?1\\.(\\d+)\\..*");
    private static final String LABEL = "app.kubernetes.io/version";

    private record Controller(String title, String namespace, String name) {}

    private static final Map<String, Controller> CONTROLLERS =
            Map.of(
                    "serving.knative.dev",
                    new Controller("Knative Serving", "knative-serving", "controller"),
                    "eventing.knative.dev",
                    new Controller("Knative Eventing", "knative-eventing", "eventing-controller"));

    private Versions() {}

    static void look(Kubectl kubectl, Served served, List<String> found, List<String> problems)
            throws ClusterException {
        for (var controller : CONTROLLERS.entrySet()) {
            if (served.groups().contains(controller.getKey())) {
                look(kubectl, controller.getValue(), found, problems);
            }
        }
    }

    private static void look(
            Kubectl kubectl, Controller controller, List<String> found, List<String> problems)
            throws ClusterException {
        var answer = deployment(kubectl, controller.namespace(), controller.name());
        if (!answer.ok()) {
            found.add(controller.title() + ", of a version that is not to be seen");
            return;
        }
        var version = new Resource(Kubectl.read(answer.out())).label(LABEL);
        found.add(controller.title() + " " + version);
        var release = RELEASE.matcher(version);
        if (release.matches() && Integer.parseInt(release.group(1)) < OLDEST_MINOR) {
            problems.add(
                    "%s is %s: 1.%d or newer is needed, https://knative.dev/docs/install/upgrade"
                            .formatted(controller.title(), version, OLDEST_MINOR));
        }
    }

    static boolean absent(Kubectl kubectl, String namespace, String name) throws ClusterException {
        return deployment(kubectl, namespace, name).notFound();
    }

    private static Answer deployment(Kubectl kubectl, String namespace, String name)
            throws ClusterException {
        return kubectl.run("", "get", "deployment", name, "-n", namespace, "-o", "json");
    }
}
