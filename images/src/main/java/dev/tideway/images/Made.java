package dev.tideway.images;

import java.util.List;

/// An image that is where it belongs.
///
/// @param name without tag and digest
/// @param place what to call it by: `name@sha256:…`, or the archive's file
public record Made(String function, String name, String digest, String place) {
    /// What kustomize puts in the place of the names in deploy/, as a component to include or to copy from.
    static String kustomization(List<Made> images) {
        var text =
                new StringBuilder(
                        """
                        apiVersion: kustomize.config.k8s.io/v1alpha1
                        kind: Component
                        images:
                        """);
        for (var image : images) {
            text.append(
                    """
                      - name: tideway/%s
                        newName: %s
                        digest: %s
                    """
                            .formatted(image.function(), image.name(), image.digest()));
        }
        return text.toString();
    }
}
