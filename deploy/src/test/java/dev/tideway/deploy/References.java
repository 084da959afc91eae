package dev.tideway.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Whatever a resource names is in the overlay too.
final class References {
    /// Comes with the operator.
    private static final List<String> CATALOGUE = List.of("Kamelet");

    private final Overlay overlay;
    private final List<String> problems = new ArrayList<>();

    private References(Overlay overlay) {
        this.overlay = overlay;
    }

    static List<String> problems(Overlay overlay) {
        var references = new References(overlay);
        overlay.resources().forEach(references::check);
        return references.problems;
    }

    private void check(Resource resource) {
        var json = resource.json();
        json.findValues("ref").forEach(ref -> reference(resource, ref));
        json.findValues("serviceAccountName")
                .forEach(name -> named(resource, "", "ServiceAccount", name.asText()));
        json.findValuesAsText("sub").forEach(subject -> subject(resource, subject));
        configMaps(resource);
        var cluster = json.at("/metadata/labels/strimzi.io~1cluster");
        if (!cluster.isMissingNode()) {
            named(resource, "kafka.strimzi.io", "Kafka", cluster.asText());
        }
        json.findValues("rabbitmqClusterReference")
                .forEach(it -> {
                    named(resource, "rabbitmq.com", "RabbitmqCluster", it.path("name").asText());
                    namespace(resource, it);
                });
        switch (resource.kind()) {
            case "Trigger" ->
                    named(
                            resource,
                            "eventing.knative.dev",
                            "Broker",
                            json.at("/spec/broker").asText());
            case "Broker" -> broker(resource);
            case "StatefulSet" ->
                    named(resource, "", "Service", json.at("/spec/serviceName").asText());
            case "RoleBinding" -> {
                var role = json.path("roleRef");
                named(
                        resource,
                        "rbac.authorization.k8s.io",
                        role.path("kind").asText(),
                        role.path("name").asText());
                json.path("subjects")
                        .forEach(it -> {
                            named(resource, "", it.path("kind").asText(), it.path("name").asText());
                            namespace(resource, it);
                        });
            }
            default -> {}
        }
    }

    private void broker(Resource broker) {
        reference(broker, broker.json().at("/spec/config"));
        var topic =
                broker.json()
                        .at("/metadata/annotations/kafka.eventing.knative.dev~1external.topic");
        if (!topic.isMissingNode()) {
            named(broker, "kafka.strimzi.io", "KafkaTopic", topic.asText());
        }
    }

    private void reference(Resource from, JsonNode ref) {
        var target = new Resource(ref);
        if (!CATALOGUE.contains(target.kind())) {
            named(from, target.group(), target.kind(), ref.path("name").asText());
            namespace(from, ref);
        }
    }

    /// `system:serviceaccount:<namespace>:<name>`
    private void subject(Resource from, String subject) {
        var parts = subject.split(":", -1);
        if (parts.length == 4) {
            named(from, "", "ServiceAccount", parts[3]);
            same(from, parts[2]);
        } else {
            problems.add(from + " names " + subject + ", which is no ServiceAccount");
        }
    }

    private void configMaps(Resource resource) {
        var json = resource.json();
        for (var key : json.findValues("configMapKeyRef")) {
            var map = named(resource, "", "ConfigMap", key.path("name").asText());
            map.filter(it -> !it.json().path("data").has(key.path("key").asText()))
                    .forEach(it ->
                            problems.add(resource + " names the key " + key + ", not in " + it));
        }
        Stream.concat(
                        json.findValues("configMap").stream(),
                        json.findValues("configMapRef").stream())
                .forEach(it -> named(resource, "", "ConfigMap", it.path("name").asText()));
    }

    private Stream<Resource> named(Resource from, String group, String kind, String name) {
        var found = overlay.find(group, kind, name);
        if (found.isEmpty()) {
            problems.add("%s names the %s %s, which is not there".formatted(from, kind, name));
        }
        return found.stream();
    }

    private void namespace(Resource from, JsonNode reference) {
        if (reference.has("namespace")) {
            same(from, reference.path("namespace").asText());
        }
    }

    private void same(Resource from, String namespace) {
        if (!namespace.equals(Namespaces.OURS)) {
            problems.add(from + " names something in the namespace " + namespace);
        }
    }
}
