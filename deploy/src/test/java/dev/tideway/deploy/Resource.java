package dev.tideway.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/// One resource of a cluster.
record Resource(JsonNode json) {
    String apiVersion() {
        return json.path("apiVersion").asText();
    }

    String group() {
        var slash = apiVersion().indexOf('/');
        return slash < 0 ? "" : apiVersion().substring(0, slash);
    }

    String kind() {
        return json.path("kind").asText();
    }

    String name() {
        return json.at("/metadata/name").asText();
    }

    boolean is(String group, String kind) {
        return group().equals(group) && kind().equals(kind);
    }

    /// The specification of the pods that this makes, or nothing.
    JsonNode pod() {
        return switch (group() + "/" + kind()) {
            case "/Pod" -> json.path("spec");
            case "serving.knative.dev/Service",
                    "sources.knative.dev/ContainerSource",
                    "apps/Deployment",
                    "apps/StatefulSet",
                    "apps/DaemonSet",
                    "batch/Job" ->
                    json.at("/spec/template/spec");
            case "batch/CronJob" -> json.at("/spec/jobTemplate/spec/template/spec");
            default -> MissingNode.getInstance();
        };
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
