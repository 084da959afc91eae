package dev.tideway.knlocal.manifest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a func.yaml says of its function that matters on a cluster only, as written there.
///
/// @param annotations `deploy.annotations`, and `deploy.options.scale` as the annotations that it stands for
/// @param requests by resource (`cpu`, `memory`)
/// @param limits by resource; `concurrency` is a [FunctionSpec]'s
public record Deployment(
        Map<String, String> annotations,
        Map<String, String> labels,
        Map<String, String> requests,
        Map<String, String> limits,
        Optional<String> serviceAccount) {
    public Deployment {
        annotations = inOrder(annotations);
        labels = inOrder(labels);
        requests = inOrder(requests);
        limits = inOrder(limits);
    }

    private static Map<String, String> inOrder(Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
