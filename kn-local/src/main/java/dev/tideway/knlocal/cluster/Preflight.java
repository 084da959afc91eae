package dev.tideway.knlocal.cluster;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a cluster lacks for an overlay, found out before anything is touched.
///
/// @param found versions, for the eye
/// @param problems one line each, with the mend
public record Preflight(List<String> found, List<String> problems) {
    private static final String BROKER_CLASS = "eventing.knative.dev/broker.class";
    private static final Map<String, String> BROKERS =
            Map.of(
                    "MTChannelBasedBroker",
                    "mt-broker-controller",
                    "Kafka",
                    "kafka-controller",
                    "RabbitMQBroker",
                    "rabbitmq-broker-controller");

    /// Looks, and changes nothing.
    ///
    /// @param makesSecrets whether something else makes the Secrets that are not in the overlay
    public static Preflight look(Kubectl kubectl, Overlay overlay, boolean makesSecrets)
            throws ClusterException {
        var found = new ArrayList<String>();
        var server = kubectl.json("", "get", "--raw", "/version", "--request-timeout=15s");
        found.add("Kubernetes " + server.path("gitVersion").asText());
        var served = Served.ask(kubectl, apiVersions(overlay));
        var problems = new ArrayList<>(confined(overlay, served));
        var lacks = lacks(overlay, served);
        problems.addAll(lacks);
        Versions.look(kubectl, served, found, problems);
        if (served.groups().contains("eventing.knative.dev")) {
            problems.addAll(brokers(kubectl, overlay));
        }
        if (lacks.isEmpty()) {
            problems.addAll(rights(kubectl, overlay, served));
        }
        if (!makesSecrets) {
            problems.addAll(secrets(kubectl, overlay));
        }
        return new Preflight(found, problems);
    }

    private static Set<String> apiVersions(Overlay overlay) {
        return overlay.resources().stream()
                .map(Resource::apiVersion)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> lacks(Overlay overlay, Served served) {
        return overlay.resources().stream()
                .map(served::lack)
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// Nothing outside the project's own namespace is touched, whatever an overlay says.
    private static List<String> confined(Overlay overlay, Served served) throws ClusterException {
        var namespace = overlay.namespace();
        var problems = new ArrayList<String>();
        for (var resource : overlay.resources()) {
            var clusterWide = served.kind(resource).map(it -> !it.namespaced()).orElse(false);
            if (clusterWide && !resource.is("", "Namespace")) {
                problems.add(
                        resource.title() + " belongs to the whole cluster: leave it to its admin");
            } else if (!clusterWide && !resource.namespace().equals(namespace)) {
                problems.add(
                        "%s is in namespace %s: all of the overlay has to be in %s"
                                .formatted(resource.title(), resource.namespace(), namespace));
            }
        }
        return problems;
    }

    private static List<String> brokers(Kubectl kubectl, Overlay overlay) throws ClusterException {
        var problems = new ArrayList<String>();
        for (var broker : overlay.those(it -> it.is("eventing.knative.dev", "Broker"))) {
            var wanted = broker.annotation(BROKER_CLASS);
            var controller = BROKERS.get(wanted);
            if (controller != null && Versions.absent(kubectl, "knative-eventing", controller)) {
                problems.add(
                        "the broker class %s of %s is not installed (no Deployment %s in knative-eventing): https://knative.dev/docs/eventing/brokers/broker-types"
                                .formatted(wanted, broker.title(), controller));
            }
        }
        return problems;
    }

    private static List<String> rights(Kubectl kubectl, Overlay overlay, Served served)
            throws ClusterException {
        var namespace = overlay.namespace();
        var asked = new TreeMap<String, Kubectl.Question<Optional<String>>>();
        for (var resource : overlay.resources()) {
            served.kind(resource)
                    .ifPresent(kind -> {
                        for (var verb : List.of("get", "create", "patch")) {
                            asked.put(
                                    kind.plural() + verb,
                                    () -> right(kubectl, verb, kind, namespace));
                        }
                    });
        }
        return Kubectl.<Optional<String>>together(List.copyOf(asked.values())).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> right(
            Kubectl kubectl, String verb, Served.Kind kind, String namespace)
            throws ClusterException {
        var answer = kubectl.run("", "auth", "can-i", verb, kind.plural(), "-n", namespace);
        return switch (answer.out().strip()) {
            case "yes" -> Optional.empty();
            case "no" ->
                    Optional.of(
                            "you may not %s %s in namespace %s: ask the cluster's admin for it"
                                    .formatted(verb, kind.plural(), namespace));
            default -> throw new ClusterException(Complaint.of(answer.err()));
        };
    }

    private static List<String> secrets(Kubectl kubectl, Overlay overlay) throws ClusterException {
        var namespace = overlay.namespace();
        var problems = new ArrayList<String>();
        for (var secret : Secrets.foreign(overlay).entrySet()) {
            var name = secret.getKey();
            if (kubectl.run("", "get", "secret", name, "-n", namespace, "-o", "name").notFound()) {
                problems.add(
                        "Secret %s, which %s needs, is missing: create it with `kubectl -n %s create secret generic %s --from-literal=…` (and the namespace before it, with `kubectl create namespace %s`)"
                                .formatted(name, secret.getValue(), namespace, name, namespace));
            }
        }
        return problems;
    }
}
