package dev.tideway.knlocal.serving;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A component for a cluster on one machine, whose images are loaded into its nodes and are in no registry. Knative asks a
/// registry for the digest of every image but those of a few names, `dev.local` among them.
final class LocalImages {
    static final Path FOLDER = Path.of("deploy/components/local-images");

    private static final String PULL_IF_NOT_PRESENT =
            """
            - op: add
              path: /spec/template/spec/containers/0/imagePullPolicy
              value: IfNotPresent
            """;

    private LocalImages() {}

    static Map<String, Object> component(List<String> functions, String version) {
        var images = new ArrayList<Map<String, Object>>();
        for (var function : functions) {
            var name = ClusterFiles.image(function);
            var image = Fields.of("name", name, "newName", "dev.local/" + name);
            image.put("newTag", version);
            images.add(image);
        }
        var component = new LinkedHashMap<String, Object>();
        component.put("apiVersion", "kustomize.config.k8s.io/v1alpha1");
        component.put("kind", "Component");
        component.put("images", images);
        var services = Fields.of("group", "serving.knative.dev", "kind", "Service");
        component.put(
                "patches", List.of(Fields.of("target", services, "patch", PULL_IF_NOT_PRESENT)));
        return component;
    }
}
