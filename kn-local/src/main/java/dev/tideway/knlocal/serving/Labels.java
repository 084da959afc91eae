package dev.tideway.knlocal.serving;

import java.util.LinkedHashMap;
import java.util.Map;

/// The labels that Kubernetes recommends; NetworkPolicies and PodMonitors select by `component`.
final class Labels {
    static final String FUNCTION = "function";
    static final String MIGRATION = "migration";

    private Labels() {}

    static Map<String, Object> of(String function, String component) {
        var labels = new LinkedHashMap<String, Object>();
        labels.put("app.kubernetes.io/name", function);
        labels.put("app.kubernetes.io/component", component);
        labels.put("app.kubernetes.io/part-of", "tideway");
        return labels;
    }
}
