package dev.tideway.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// No Secret stands in a file; each one that is referred to is declared in deploy/secrets.yaml, with who makes it.
final class Secrets {
    private static final String SCRIPT = "create-secrets";

    private final Overlay overlay;
    private final Map<String, JsonNode> declared;
    private final List<String> problems = new ArrayList<>();

    private Secrets(Overlay overlay, Map<String, JsonNode> declared) {
        this.overlay = overlay;
        this.declared = declared;
    }

    static List<String> problems(Overlay overlay) throws IOException {
        var file = Files.readString(Repository.ROOT.resolve("deploy/secrets.yaml"));
        var declared = new ArrayList<JsonNode>();
        Yaml.documents(file).getFirst().forEach(declared::add);
        var secrets =
                new Secrets(
                        overlay,
                        declared.stream()
                                .collect(
                                        Collectors.toMap(
                                                it -> it.path("name").asText(),
                                                Function.identity())));
        overlay.those("", "Secret").forEach(it -> secrets.problems.add(it + " is in a file"));
        for (var resource : overlay.resources()) {
            secrets.check(resource);
        }
        return secrets.problems;
    }

    private void check(Resource resource) throws IOException {
        var json = resource.json();
        for (var reference : json.findValues("secretKeyRef")) {
            needs(resource, reference.path("name").asText(), List.of(reference.path("key")));
        }
        for (var reference : json.findValues("secretRef")) {
            needs(resource, reference.path("name").asText(), List.of());
        }
        for (var secret : json.findValues("secret")) {
            var name = secret.has("secretName") ? secret.path("secretName") : secret.path("name");
            needs(resource, name.asText(), secret.path("items").findValues("key"));
        }
        if (resource.is("", "ConfigMap") && json.path("data").has("auth.secret.ref.name")) {
            needs(resource, json.at("/data/auth.secret.ref.name").asText(), List.of());
        }
    }

    private void needs(Resource resource, String name, List<JsonNode> keys) throws IOException {
        var declaration = declared.get(name);
        if (declaration == null) {
            problems.add(resource + " names the Secret " + name + ", not in deploy/secrets.yaml");
            return;
        }
        var known = new ArrayList<String>();
        declaration.path("keys").forEach(it -> known.add(it.asText()));
        for (var key : keys) {
            if (!known.contains(key.asText())) {
                problems.add(resource + " wants the key " + key + " of the Secret " + name);
            }
        }
        var makers = declaration.path("madeBy");
        var maker =
                (makers.has(overlay.name()) ? makers.path(overlay.name()) : makers.path("others"))
                        .asText();
        if (!makes(maker, name)) {
            problems.add(
                    "%s names the Secret %s, and nothing makes it: \"%s\""
                            .formatted(resource, name, maker));
        }
    }

    /// By the conventions of each operator.
    private boolean makes(String maker, String secret) throws IOException {
        if (maker.equals(SCRIPT)) {
            var script = Repository.OVERLAYS.resolve(overlay.name()).resolve(SCRIPT);
            var context = secret.replace("-db-app", "");
            return Files.isExecutable(script)
                    && Files.readString(script).matches("(?s).*\\b" + context + "\\b.*");
        }
        var words = maker.split(" ", 2);
        return words.length == 2
                && overlay.resources().stream()
                        .filter(it -> it.toString().equals(maker))
                        .anyMatch(it ->
                                switch (it.kind()) {
                                    case "Cluster" -> secret.equals(it.name() + "-app");
                                    case "KafkaUser" -> secret.equals(it.name());
                                    case "Job" ->
                                            it.json()
                                                    .at(
                                                            "/metadata/annotations/tideway.dev~1makes-secret")
                                                    .asText()
                                                    .equals(secret);
                                    default -> false;
                                });
    }
}
