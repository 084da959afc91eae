package dev.tideway.knlocal.wiring;

import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.yaml.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The Trigger of a function that has none, as the template of new functions has it.
record NewTrigger(Key function, String broker, List<Need> wanted) {
    private static final String COMMENT = "# Ordered: one event of a partition key at a time.\n";

    String text() {
        var root = map("apiVersion", "eventing.knative.dev/v1", "kind", "Trigger");
        root.put("metadata", metadata());
        var spec = map("broker", broker);
        spec.put("filters", filters());
        spec.put("subscriber", Map.of("ref", subscriber()));
        root.put("spec", spec);
        return COMMENT + YamlText.of(root);
    }

    private Map<String, Object> metadata() {
        var metadata = map("name", function.name(), "namespace", function.namespace());
        metadata.put("annotations", Map.of("kafka.eventing.knative.dev/delivery.order", "ordered"));
        return metadata;
    }

    private List<Object> filters() {
        var exact =
                wanted.stream().<Object>map(it -> Map.of("exact", (Object) it.exact())).toList();
        return exact.size() == 1 ? exact : List.of(Map.of("any", exact));
    }

    private Map<String, Object> subscriber() {
        var ref = map("apiVersion", "serving.knative.dev/v1", "kind", "Service");
        ref.put("name", function.name());
        return ref;
    }

    private static Map<String, Object> map(String... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /// A list of resources with one more, where its name belongs. A list that is not there, or has another form, stays as it is.
    static String listed(String kustomization, String file) {
        var lines = new ArrayList<>(List.of(kustomization.split("\n", -1)));
        var start = lines.indexOf("resources:");
        if (start < 0 || lines.stream().anyMatch(it -> it.strip().equals("- " + file))) {
            return kustomization;
        }
        var at = start + 1;
        var indent = "  - ";
        while (at < lines.size()
                && lines.get(at).startsWith(indent)
                && lines.get(at).substring(indent.length()).compareTo(file) < 0) {
            at++;
        }
        lines.add(at, indent + file);
        return String.join("\n", lines);
    }
}
