package dev.tideway.knlocal.cluster;

import com.fasterxml.jackson.databind.JsonNode;

/// Whether a resource has become what its manifest says. Pure.
sealed interface Readiness {
    record Ready() implements Readiness {}

    /// Not yet.
    record Waiting(String why) implements Readiness {}

    /// And waiting does not mend it.
    record Failed(String why) implements Readiness {}

    static Readiness of(Resource resource) {
        var status = resource.json().path("status");
        var observed = status.path("observedGeneration");
        var generation = resource.json().at("/metadata/generation");
        if (observed.isNumber() && observed.asLong() < generation.asLong()) {
            return new Waiting("its controller has not seen it yet");
        }
        return switch (resource.group() + "/" + resource.kind()) {
            case "batch/Job" -> ofJob(resource);
            case "apps/Deployment", "apps/StatefulSet" -> ofReplicas(resource);
            case "/PersistentVolumeClaim" -> new Ready();
            default -> ofConditions(resource);
        };
    }

    private static Readiness ofJob(Resource job) {
        if (holds(job, "Complete")) {
            return new Ready();
        }
        return job.condition("Failed")
                .filter(condition -> condition.path("status").asText().equals("True"))
                .<Readiness>map(condition -> new Failed(explained(condition)))
                .orElse(new Waiting("it runs"));
    }

    private static Readiness ofReplicas(Resource resource) {
        var wanted = resource.json().at("/spec/replicas").asInt(1);
        var status = resource.json().path("status");
        var ready = Math.min(status.path("readyReplicas").asInt(), updated(status));
        return ready >= wanted
                ? new Ready()
                : new Waiting("%d of %d replicas ready".formatted(ready, wanted));
    }

    /// A StatefulSet that was never updated does not say.
    private static int updated(JsonNode status) {
        return status.path("updatedReplicas").asInt(status.path("readyReplicas").asInt());
    }

    /// Those of Knative, Strimzi and CloudNativePG have a condition Ready; what has no controller is ready by being there.
    private static Readiness ofConditions(Resource resource) {
        var ready = resource.condition("Ready");
        if (ready.isPresent()) {
            return ready.get().path("status").asText().equals("True")
                    ? new Ready()
                    : new Waiting(explained(ready.get()));
        }
        return Product.serving(resource.group()).filter(Readiness::controls).isPresent()
                        && hasReady(resource)
                ? new Waiting("its controller has not seen it yet")
                : new Ready();
    }

    private static boolean controls(Product product) {
        return switch (product) {
            case SERVING, EVENTING, STRIMZI, CLOUDNATIVEPG -> true;
            default -> false;
        };
    }

    private static boolean hasReady(Resource resource) {
        return switch (resource.kind()) {
            case "KafkaNodePool", "ScheduledBackup", "Pooler" -> false;
            case "EventType", "RabbitmqBrokerConfig" -> false;
            default -> true;
        };
    }

    private static boolean holds(Resource resource, String type) {
        return resource.condition(type)
                .map(condition -> condition.path("status").asText().equals("True"))
                .orElse(false);
    }

    private static String explained(JsonNode condition) {
        var reason = condition.path("reason").asText();
        var message = condition.path("message").asText();
        return (reason.isEmpty() || message.isEmpty() ? reason + message : reason + ": " + message)
                .replaceAll("\\s+", " ")
                .replaceFirst("^$", "its controller gives no reason yet");
    }
}
