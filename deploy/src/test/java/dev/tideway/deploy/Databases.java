package dev.tideway.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Whoever has the Secret of a database may reach that database, and nobody else.
final class Databases {
    private static final String LABEL = "database.tideway.dev/";

    private Databases() {}

    static List<String> problems(Overlay overlay) {
        var problems = new ArrayList<String>();
        for (var resource : overlay.withPods().toList()) {
            for (var key : resource.pod().findValues("secretKeyRef")) {
                if (key.path("key").asText().equals("jdbc-uri")) {
                    check(overlay, resource, key.path("name").asText(), problems);
                }
            }
        }
        return problems;
    }

    private static void check(
            Overlay overlay, Resource client, String secret, List<String> problems) {
        var labels = client.json().at("/spec/template/metadata/labels");
        if (databases(overlay).noneMatch(it -> it.has(LABEL + secret))) {
            problems.add("%s: no database has the label %s%s".formatted(client, LABEL, secret));
        }
        if (policies(overlay, "to-" + secret)
                .noneMatch(it -> selects(it.at("/spec/podSelector"), labels))) {
            problems.add("%s may not reach the database of %s".formatted(client, secret));
        }
        if (policies(overlay, "at-" + secret)
                .noneMatch(it -> selects(it.at("/spec/ingress/0/from/0/podSelector"), labels))) {
            problems.add("%s is not let in by the database of %s".formatted(client, secret));
        }
    }

    private static Stream<JsonNode> databases(Overlay overlay) {
        return overlay.resources().stream()
                .flatMap(it ->
                        Stream.of(
                                it.json().at("/spec/template/metadata/labels"),
                                it.json().at("/spec/inheritedMetadata/labels")))
                .filter(it -> it.path("app.kubernetes.io/component").asText().equals("database"));
    }

    private static Stream<JsonNode> policies(Overlay overlay, String name) {
        return overlay
                .find("networking.k8s.io", "NetworkPolicy", name)
                .map(Resource::json)
                .stream();
    }

    private static boolean selects(JsonNode selector, JsonNode labels) {
        for (var expression : selector.path("matchExpressions")) {
            var label = labels.path(expression.path("key").asText()).asText();
            var values = new ArrayList<String>();
            expression.path("values").forEach(it -> values.add(it.asText()));
            if (!values.contains(label)) {
                return false;
            }
        }
        return !selector.isMissingNode();
    }
}
