package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.manifest.Place;
import dev.tideway.knlocal.yaml.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The pods that manifests and `deploy/` describe, with what kustomize makes of them.
record Pods(List<Pod> all, Kustomizations kustomizations) {
    private static final String[] TEMPLATE = {"spec", "template", "spec"};
    private static final Map<String, String[]> SPECS =
            Map.ofEntries(
                    Map.entry("v1 Pod", new String[] {"spec"}),
                    Map.entry("apps/v1 Deployment", TEMPLATE),
                    Map.entry("apps/v1 StatefulSet", TEMPLATE),
                    Map.entry("apps/v1 DaemonSet", TEMPLATE),
                    Map.entry("apps/v1 ReplicaSet", TEMPLATE),
                    Map.entry("batch/v1 Job", TEMPLATE),
                    Map.entry(
                            "batch/v1 CronJob",
                            new String[] {"spec", "jobTemplate", "spec", "template", "spec"}),
                    Map.entry("serving.knative.dev/v1 Service", TEMPLATE),
                    Map.entry("sources.knative.dev/v1 ContainerSource", TEMPLATE),
                    Map.entry(
                            "sinks.knative.dev/v1alpha1 JobSink",
                            new String[] {"spec", "job", "spec", "template", "spec"}));
    private static final Set<String> ENDING = Set.of("Job", "CronJob", "JobSink");

    static Pods of(Domain domain) throws IOException {
        var pods = new ArrayList<Pod>();
        var kustomizations = new ArrayList<YamlFile>();
        for (var file : ClusterFiles.of(domain)) {
            for (var document : YamlFile.read(file, domain.root())) {
                if (Kustomizations.isOne(file)) {
                    kustomizations.add(document);
                } else {
                    resources(document.root())
                            .flatMap(it -> pod(document, it).stream())
                            .forEach(pods::add);
                }
            }
        }
        return new Pods(pods, new Kustomizations(kustomizations));
    }

    private static Stream<Node> resources(Node document) {
        var isList = YamlFile.at(document, "kind").flatMap(YamlFile::text).filter("List"::equals);
        return isList.isPresent() ? YamlFile.items(document, "items") : Stream.of(document);
    }

    private static Optional<Pod> pod(YamlFile document, Node resource) {
        var version = YamlFile.at(resource, "apiVersion").flatMap(YamlFile::text).orElse("");
        var kind = YamlFile.at(resource, "kind").flatMap(YamlFile::text).orElse("");
        var name = YamlFile.at(resource, "metadata", "name").flatMap(YamlFile::text).orElse("");
        return Optional.ofNullable(SPECS.get(version + " " + kind))
                .flatMap(path -> YamlFile.at(resource, path))
                .map(spec -> new Pod(document, kind, name, spec));
    }

    List<Container> containers() {
        return all.stream()
                .flatMap(pod ->
                        Stream.concat(
                                YamlFile.items(pod.spec(), "containers")
                                        .map(it -> new Container(pod, it, false)),
                                YamlFile.items(pod.spec(), "initContainers")
                                        .map(it -> new Container(pod, it, true))))
                .toList();
    }

    /// Whether a kustomization gives the image a version.
    boolean pins(String image) {
        return kustomizations.pins(image);
    }

    /// Whether a kustomization's patch for this pod sets such a field.
    boolean patch(Pod pod, String field) {
        return kustomizations.patches(pod.kind(), pod.name(), field);
    }

    List<Breach> latest() {
        return kustomizations.latest();
    }

    record Pod(YamlFile document, String kind, String name, Node spec) {
        Optional<String> text(String... keys) {
            return YamlFile.at(spec, keys).flatMap(YamlFile::text);
        }
    }

    record Container(Pod pod, Node node, boolean isInit) {
        Optional<String> text(String... keys) {
            return YamlFile.at(node, keys).flatMap(YamlFile::text);
        }

        boolean has(String... keys) {
            return YamlFile.at(node, keys).isPresent();
        }

        /// What ends by itself is asked nothing, and Knative asks for readiness unless told otherwise.
        List<String> wantedProbes() {
            if (isInit || ENDING.contains(pod.kind())) {
                return List.of();
            }
            return pod.kind().equals("Service")
                    ? List.of("livenessProbe")
                    : List.of("livenessProbe", "readinessProbe");
        }

        Breach breach(String what, String mend) {
            return new Breach(
                    new Place(pod.document().file(), node.line()),
                    pod.name(),
                    "%s %s: the container %s %s"
                            .formatted(pod.kind(), pod.name(), text("name").orElse(""), what),
                    mend);
        }
    }
}
