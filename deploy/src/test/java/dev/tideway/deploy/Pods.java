package dev.tideway.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What every pod must be, whoever makes it: bounded, probed if it stays, and without rights.
final class Pods {
    private final Overlay overlay;
    private final List<String> problems = new ArrayList<>();

    private Pods(Overlay overlay) {
        this.overlay = overlay;
    }

    static List<String> problems(Overlay overlay) {
        var pods = new Pods(overlay);
        overlay.withPods().forEach(pods::check);
        overlay.resources().forEach(pods::checkOperated);
        return pods.problems;
    }

    private void check(Resource resource) {
        var pod = resource.pod();
        for (var field : List.of("hostNetwork", "hostPID", "hostIPC")) {
            refuse(pod.path(field).asBoolean(), resource, "uses " + field);
        }
        for (var volume : pod.path("volumes")) {
            refuse(
                    volume.has("hostPath"),
                    resource,
                    "mounts the node's " + volume.path("hostPath"));
        }
        token(resource, pod);
        for (var field : List.of("containers", "initContainers")) {
            for (var container : pod.path(field)) {
                contained(resource, pod, container);
                bounded(resource, container.path("resources"));
                if (!resource.is("batch", "Job")) {
                    wanted(container.has("readinessProbe"), resource, "has no readinessProbe");
                    wanted(container.has("livenessProbe"), resource, "has no livenessProbe");
                }
            }
        }
    }

    /// The container's own security context goes before the pod's.
    private void contained(Resource resource, JsonNode pod, JsonNode container) {
        var expected =
                Map.of(
                        "/runAsNonRoot", "true",
                        "/readOnlyRootFilesystem", "true",
                        "/allowPrivilegeEscalation", "false",
                        "/capabilities/drop/0", "ALL",
                        "/seccompProfile/type", "RuntimeDefault");
        expected.forEach((field, value) -> {
            var own = container.path("securityContext").at(field);
            var found = own.isMissingNode() ? pod.path("securityContext").at(field) : own;
            wanted(
                    found.asText().equals(value),
                    resource,
                    "has not securityContext" + field + " " + value);
        });
        for (var context :
                List.of(pod.path("securityContext"), container.path("securityContext"))) {
            refuse(context.path("privileged").asBoolean(), resource, "is privileged");
            refuse(context.path("runAsUser").asInt(1) == 0, resource, "is root");
            refuse(context.at("/capabilities/add").size() > 0, resource, "adds capabilities");
        }
    }

    private void bounded(Resource resource, JsonNode resources) {
        for (var part : List.of("requests", "limits")) {
            for (var quantity : List.of("cpu", "memory")) {
                wanted(
                        resources.path(part).has(quantity),
                        resource,
                        "has no " + part + " of " + quantity);
            }
        }
    }

    /// A pod has a token for the cluster's API only if it asks for one and has a Role to use it with.
    private void token(Resource resource, JsonNode pod) {
        var name = pod.path("serviceAccountName").asText();
        var account =
                overlay.find("", "ServiceAccount", name)
                        .map(Resource::json)
                        .orElse(MissingNode.getInstance());
        var asks = pod.path("automountServiceAccountToken");
        var given = asks.isMissingNode() ? account.path("automountServiceAccountToken") : asks;
        if (given.asBoolean(true)) {
            var bound =
                    overlay.those("rbac.authorization.k8s.io", "RoleBinding")
                            .flatMap(it -> it.json().findValuesAsText("name").stream())
                            .anyMatch(name::equals);
            wanted(
                    asks.asBoolean(false) && bound,
                    resource,
                    "gets a token for the cluster's API that it has no Role for");
        }
    }

    /// Pods that an operator makes of a resource of its own.
    private void checkOperated(Resource resource) {
        switch (resource.kind()) {
            case "KafkaNodePool", "Cluster", "RabbitmqCluster" ->
                    bounded(resource, resource.json().at("/spec/resources"));
            case "Kafka" -> {
                var operators = resource.json().at("/spec/entityOperator");
                bounded(resource, operators.at("/topicOperator/resources"));
                bounded(resource, operators.at("/userOperator/resources"));
                var broker = resource.json().at("/spec/kafka/template");
                kafka(resource, broker, "kafkaContainer");
                kafka(resource, operators.path("template"), "topicOperatorContainer");
                kafka(resource, operators.path("template"), "userOperatorContainer");
            }
            case "Pipe" -> camel(resource, resource.json().at("/metadata/annotations"));
            default -> {}
        }
    }

    /// Camel K's own defaults are right but for these.
    private void camel(Resource resource, JsonNode annotations) {
        var container = "trait.camel.apache.org/container.";
        wanted(
                annotations.path(container + "run-as-non-root").asText().equals("true")
                        && annotations.path(container + "run-as-user").asInt() > 0,
                resource,
                "may be root");
        for (var bound : List.of("request-cpu", "request-memory", "limit-cpu", "limit-memory")) {
            wanted(annotations.has(container + bound), resource, "has no " + bound);
        }
    }

    /// Strimzi makes the root file system what it needs; the rest is ours to say.
    private void kafka(Resource resource, JsonNode template, String container) {
        var context = template.path(container).path("securityContext");
        wanted(context.path("runAsNonRoot").asBoolean(), resource, container + " may be root");
        wanted(
                context.at("/capabilities/drop/0").asText().equals("ALL")
                        && !context.path("allowPrivilegeEscalation").asBoolean(true)
                        && context.at("/seccompProfile/type").asText().equals("RuntimeDefault"),
                resource,
                container + " keeps rights");
    }

    private void wanted(boolean right, Resource resource, String otherwise) {
        if (!right) {
            problems.add(resource + " " + otherwise);
        }
    }

    private void refuse(boolean wrong, Resource resource, String why) {
        wanted(!wrong, resource, why);
    }
}
