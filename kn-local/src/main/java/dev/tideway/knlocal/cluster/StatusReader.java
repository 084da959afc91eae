package dev.tideway.knlocal.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Reads a namespace's status from what the cluster says of its Services, Revisions, Triggers and Brokers.
public record StatusReader(Kubectl kubectl, String namespace) {
    private static final String MAX_SCALE = "autoscaling.knative.dev/max-scale";
    private static final String SERVICE = "serving.knative.dev/service";

    public ClusterStatus read() throws ClusterException {
        var kinds =
                List.of(
                        "services.serving.knative.dev",
                        "revisions.serving.knative.dev",
                        "triggers.eventing.knative.dev",
                        "brokers.eventing.knative.dev");
        var lists =
                Kubectl.<List<Resource>>together(
                        kinds.stream()
                                .<Kubectl.Question<List<Resource>>>map(kind -> () -> list(kind))
                                .toList());
        var revisions = lists.get(1);
        return new ClusterStatus(
                Instant.now(),
                namespace,
                lists.getFirst().stream().map(it -> function(it, revisions)).toList(),
                lists.get(2).stream().map(StatusReader::trigger).toList(),
                lists.getLast().stream().map(StatusReader::broker).toList());
    }

    private List<Resource> list(String kind) throws ClusterException {
        return Resource.all(kubectl.json("", "get", kind, "-n", namespace, "-o", "json"));
    }

    static ClusterStatus.Function function(Resource service, List<Resource> revisions) {
        var own =
                revisions.stream().filter(it -> it.label(SERVICE).equals(service.name())).toList();
        var ready = sum(own, "actualReplicas");
        var desired = sum(own, "desiredReplicas");
        var template = service.json().at("/spec/template");
        return new ClusterStatus.Function(
                service.name(),
                state(service, ready, desired),
                ready,
                desired,
                bound(template.at("/metadata/annotations").path(MAX_SCALE)),
                bound(template.at("/spec/containerConcurrency")),
                traffic(service),
                reason(service));
    }

    /// -1 stands for "not yet known".
    private static int sum(List<Resource> revisions, String field) {
        return revisions.stream()
                .mapToInt(it -> Math.max(0, it.json().path("status").path(field).asInt()))
                .sum();
    }

    /// Zero bounds nothing.
    private static String bound(JsonNode number) {
        return number.asInt() == 0 ? "" : Integer.toString(number.asInt());
    }

    private static ClusterStatus.State state(Resource service, int ready, int desired) {
        var condition =
                service.condition("Ready").map(it -> it.path("status").asText()).orElse("Unknown");
        if (condition.equals("False")) {
            return ClusterStatus.State.FAILED;
        }
        if (condition.equals("Unknown") || (ready == 0 && desired > 0)) {
            return ClusterStatus.State.STARTING;
        }
        if (ready == 0) {
            return ClusterStatus.State.ZERO;
        }
        return desired == 0 ? ClusterStatus.State.STOPPING : ClusterStatus.State.READY;
    }

    private static String traffic(Resource service) {
        var targets = new ArrayList<String>();
        for (var target : service.json().at("/status/traffic")) {
            if (target.path("percent").asInt() > 0) {
                targets.add(
                        target.path("revisionName").asText()
                                + " "
                                + target.path("percent").asInt()
                                + "%");
            }
        }
        return String.join(", ", targets);
    }

    private static ClusterStatus.Trigger trigger(Resource trigger) {
        var subscriber = trigger.json().at("/spec/subscriber");
        var reference = subscriber.path("ref");
        var name =
                reference.path("apiVersion").asText().startsWith("serving.knative.dev/")
                        ? "ksvc:" + reference.path("name").asText()
                        : reference.path("kind").asText()
                                + ":"
                                + reference.path("name").asText()
                                + subscriber.path("uri").asText();
        return new ClusterStatus.Trigger(
                trigger.name(),
                trigger.json().at("/spec/broker").asText(),
                reference.isMissingNode() ? subscriber.path("uri").asText() : name,
                ready(trigger),
                reason(trigger));
    }

    private static ClusterStatus.Broker broker(Resource broker) {
        return new ClusterStatus.Broker(
                broker.name(),
                broker.annotation("eventing.knative.dev/broker.class"),
                broker.json().at("/status/address/url").asText(),
                ready(broker),
                reason(broker));
    }

    private static boolean ready(Resource resource) {
        return Readiness.of(resource) instanceof Readiness.Ready;
    }

    private static String reason(Resource resource) {
        return switch (Readiness.of(resource)) {
            case Readiness.Ready() -> "";
            case Readiness.Waiting(var why) -> why;
            case Readiness.Failed(var why) -> why;
        };
    }
}
