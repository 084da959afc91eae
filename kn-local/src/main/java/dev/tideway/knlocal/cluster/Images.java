package dev.tideway.knlocal.cluster;

import dev.tideway.knlocal.yaml.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Which image each function is deployed with, in place of what the overlay says: by function, a reference with a digest.
public record Images(Map<String, String> references) {
    private static final Pattern BY_DIGEST =
            Pattern.compile("(?<name>[^@\\s\"]+)@(?<digest>sha256:[0-9a-f]{64})");

    /// A reference without a digest could be another image tomorrow, and is refused.
    public static Images of(Map<String, String> references) throws ClusterException {
        for (var image : references.entrySet()) {
            if (!BY_DIGEST.matcher(image.getValue()).matches()) {
                throw new ClusterException(
                        "image of %s: \"%s\" is not <registry>/<name>@sha256:<64 hexadecimal digits>"
                                .formatted(image.getKey(), image.getValue()));
            }
        }
        return new Images(new LinkedHashMap<>(references));
    }

    /// What `make images` leaves: a kustomization with an entry of `images` for each function.
    public static Map<String, String> read(Path file) throws ClusterException {
        try {
            var documents = Documents.parse(Files.readString(file));
            var references = new LinkedHashMap<String, String>();
            for (var document : documents.nodes()) {
                for (var image : Trees.json(document).path("images")) {
                    references.put(
                            lastSegment(image.path("name").asText()),
                            image.path("newName").asText() + "@" + image.path("digest").asText());
                }
            }
            if (references.isEmpty()) {
                throw new ClusterException(file + " names no images: `make images` writes it");
            }
            return references;
        } catch (NoSuchFileException e) {
            throw new ClusterException(
                    "there is no file %s: `make images REGISTRY=…` writes it".formatted(file));
        } catch (IOException e) {
            throw new ClusterException("%s cannot be read: %s".formatted(file, e));
        }
    }

    /// The overlay with these images; a function that it does not have is a mistake.
    Overlay over(Kubectl kubectl, Path folder, Overlay overlay) throws ClusterException {
        try {
            var outer = Files.createTempDirectory("kn-local-deploy").toRealPath();
            try {
                Files.writeString(
                        outer.resolve("kustomization.yaml"), kustomization(outer, folder, overlay));
                return Overlay.of(kubectl.text("", "kustomize", outer.toString()));
            } finally {
                delete(outer);
            }
        } catch (IOException e) {
            throw new ClusterException("the overlay cannot be read: " + e);
        }
    }

    /// A kustomization that stands over the folder, in a folder of its own. kustomize takes only relative paths.
    private String kustomization(Path outer, Path folder, Overlay overlay)
            throws IOException, ClusterException {
        var text =
                new StringBuilder("apiVersion: kustomize.config.k8s.io/v1beta1\n")
                        .append("kind: Kustomization\nresources:\n  - ")
                        .append(outer.relativize(folder.toRealPath()))
                        .append("\nimages:\n");
        for (var image : references.entrySet()) {
            var reference = BY_DIGEST.matcher(image.getValue());
            for (var name : names(overlay, image.getKey())) {
                if (reference.matches()) {
                    text.append("  - name: ")
                            .append(name)
                            .append("\n    newName: ")
                            .append(reference.group("name"))
                            .append("\n    digest: ")
                            .append(reference.group("digest"))
                            .append('\n');
                }
            }
        }
        return text.toString();
    }

    /// What the overlay calls a function's image, without tag and digest.
    private static Set<String> names(Overlay overlay, String function) throws ClusterException {
        var names = new TreeSet<String>();
        for (var resource : overlay.resources()) {
            for (var image : resource.json().findValuesAsText("image")) {
                var name = image.replaceFirst("@.*$", "").replaceFirst(":[^/:]*$", "");
                if (lastSegment(name).equals(function)) {
                    names.add(name);
                }
            }
        }
        if (names.isEmpty()) {
            throw new ClusterException("the overlay has no image of " + function);
        }
        return names;
    }

    private static String lastSegment(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
