package dev.tideway.knlocal.cluster;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The pods of a namespace, to be asked why what they belong to is not ready.
record Pods(Kubectl kubectl, String namespace, List<Resource> pods) {
    private static final int LAST_WORDS = 5;
    private static final Set<String> OWNERS =
            Set.of(
                    "serving.knative.dev/service",
                    "sources.knative.dev/containerSource",
                    "batch.kubernetes.io/job-name",
                    "cnpg.io/cluster",
                    "strimzi.io/cluster");

    static Pods of(Kubectl kubectl, String namespace) throws ClusterException {
        return new Pods(
                kubectl,
                namespace,
                Resource.all(kubectl.json("", "get", "pods", "-n", namespace, "-o", "json")));
    }

    /// The first, of those that are not on their way out.
    Optional<Trouble> trouble(Resource owner) {
        return pods.stream()
                .filter(pod -> belongs(pod, owner))
                .filter(pod -> !pod.json().path("metadata").has("deletionTimestamp"))
                .map(Trouble::of)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean belongs(Resource pod, Resource owner) {
        return OWNERS.stream().anyMatch(label -> pod.label(label).equals(owner.name()))
                || (Set.of("Deployment", "StatefulSet").contains(owner.kind())
                        && pod.name().startsWith(owner.name() + "-"));
    }

    /// Of a container that has crashed; empty when nobody kept them.
    List<String> lastWords(Trouble.Crash crash) throws ClusterException {
        var previous = logs(crash, "--previous");
        return previous.isEmpty() ? logs(crash, "--previous=false") : previous;
    }

    private List<String> logs(Trouble.Crash crash, String which) throws ClusterException {
        var answer =
                kubectl.run(
                        "",
                        "logs",
                        crash.pod(),
                        "-n",
                        namespace,
                        "-c",
                        crash.container(),
                        "--tail=" + LAST_WORDS,
                        which);
        return answer.ok() ? answer.out().lines().map(Pods::printable).toList() : List.of();
    }

    private static String printable(String line) {
        return line.replaceAll("\\p{Cntrl}", "?");
    }
}
