package dev.tideway.knlocal.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which kinds the cluster serves, of the API versions that somebody asks about. Every user may read this.
record Served(Map<String, JsonNode> versions, Set<String> groups) {
    /// A kind as the API has it.
    ///
    /// @param plural with its group, as `kubectl auth can-i` wants it
    record Kind(String plural, boolean namespaced) {}

    static Served ask(Kubectl kubectl, Set<String> apiVersions) throws ClusterException {
        var versions = new HashMap<String, JsonNode>();
        var questions = List.copyOf(apiVersions);
        var answers =
                Kubectl.<Answer>together(
                        questions.stream()
                                .<Kubectl.Question<Answer>>map(version ->
                                        () -> kubectl.run("", "get", "--raw", path(version)))
                                .toList());
        for (int i = 0; i < answers.size(); i++) {
            var answer = answers.get(i);
            if (answer.ok()) {
                versions.put(questions.get(i), Kubectl.read(answer.out()));
            } else if (!answer.notFound()) {
                throw new ClusterException(Complaint.of(answer.err()));
            }
        }
        var groups = new TreeSet<String>();
        kubectl.json("", "get", "--raw", "/apis")
                .path("groups")
                .forEach(group -> groups.add(group.path("name").asText()));
        return new Served(versions, groups);
    }

    private static String path(String apiVersion) {
        return apiVersion.contains("/") ? "/apis/" + apiVersion : "/api/" + apiVersion;
    }

    Optional<Kind> kind(Resource resource) {
        var list = versions.get(resource.apiVersion());
        if (list == null) {
            return Optional.empty();
        }
        for (var item : list.path("resources")) {
            var plural = item.path("name").asText();
            if (item.path("kind").asText().equals(resource.kind()) && !plural.contains("/")) {
                var qualified =
                        resource.group().isEmpty() ? plural : plural + "." + resource.group();
                return Optional.of(new Kind(qualified, item.path("namespaced").asBoolean()));
            }
        }
        return Optional.empty();
    }

    /// Why a resource cannot be applied; empty when it can.
    Optional<String> lack(Resource resource) {
        if (kind(resource).isPresent()) {
            return Optional.empty();
        }
        var what = resource.apiVersion() + " " + resource.kind();
        return Optional.of(
                groups.contains(resource.group())
                        ? Product.without(resource.group(), resource.kind(), what)
                        : Product.lacking(resource.group(), resource.group()));
    }
}
