package dev.tideway.knlocal.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A Kubernetes resource, as a manifest has it or as the cluster does.
record Resource(JsonNode json) {
    /// Those of a List as `kubectl get -o json` prints it, or the one it prints when there is but one.
    static List<Resource> all(JsonNode answer) {
        var resources = new ArrayList<Resource>();
        if (answer.has("items")) {
            answer.get("items").forEach(item -> resources.add(new Resource(item)));
        } else if (answer.isObject()) {
            resources.add(new Resource(answer));
        }
        return resources;
    }

    String apiVersion() {
        return json.path("apiVersion").asText();
    }

    /// Empty for the core group.
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

    String namespace() {
        return json.at("/metadata/namespace").asText();
    }

    String label(String name) {
        return json.at("/metadata/labels").path(name).asText();
    }

    String annotation(String name) {
        return json.at("/metadata/annotations").path(name).asText();
    }

    /// For the eye, and the same for a manifest and for what the cluster made of it.
    String title() {
        return kind() + " " + name();
    }

    boolean is(String group, String kind) {
        return group().equals(group) && kind().equals(kind);
    }

    boolean isFunction() {
        return is("serving.knative.dev", "Service");
    }

    boolean isJob() {
        return is("batch", "Job");
    }

    /// The one of this type in the status.
    Optional<JsonNode> condition(String type) {
        for (var condition : json.at("/status/conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return Optional.of(condition);
            }
        }
        return Optional.empty();
    }
}
