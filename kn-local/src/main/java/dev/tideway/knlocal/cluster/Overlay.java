package dev.tideway.knlocal.cluster;

import dev.tideway.knlocal.yaml.Documents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/// What `kubectl kustomize` makes of an overlay: the text to apply, and the same as resources.
public record Overlay(String text, List<Resource> resources) {
    public Overlay {
        resources = List.copyOf(resources);
    }

    /// The overlay of a folder, with these images over its own.
    public static Overlay build(Kubectl kubectl, Path folder, Images images)
            throws ClusterException {
        if (!Files.isRegularFile(folder.resolve("kustomization.yaml"))) {
            throw new ClusterException(
                    "%s is no overlay: it has no kustomization.yaml".formatted(folder));
        }
        var overlay = of(kubectl.text("", "kustomize", folder.toString()));
        return images.references().isEmpty() ? overlay : images.over(kubectl, folder, overlay);
    }

    static Overlay of(String text) throws ClusterException {
        var documents = Documents.parse(text);
        if (!documents.faults().isEmpty()) {
            throw new ClusterException(
                    "the overlay is faulty: " + documents.faults().getFirst().message());
        }
        return new Overlay(
                text, documents.nodes().stream().map(Trees::json).map(Resource::new).toList());
    }

    List<Resource> those(Predicate<Resource> wanted) {
        return resources.stream().filter(wanted).toList();
    }

    boolean has(Predicate<Resource> wanted) {
        return resources.stream().anyMatch(wanted);
    }

    /// The one namespace that all of it is in.
    public String namespace() throws ClusterException {
        var names = those(it -> it.is("", "Namespace")).stream().map(Resource::name).toList();
        if (names.size() != 1) {
            throw new ClusterException(
                    "the overlay must have one Namespace, its own; it has " + names);
        }
        return names.getFirst();
    }
}
