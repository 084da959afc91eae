package dev.tideway.knlocal.serving;

import java.util.LinkedHashMap;
import java.util.Map;

/// Mappings that keep the order in which they are written down.
final class Fields {
    private Fields() {}

    static Map<String, Object> of(String key, Object value) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put(key, value);
        return fields;
    }

    static Map<String, Object> of(String key, Object value, String second, Object other) {
        var fields = of(key, value);
        fields.put(second, other);
        return fields;
    }

    static Map<String, Object> resource(
            String apiVersion, String kind, Map<String, Object> metadata) {
        var fields = of("apiVersion", apiVersion, "kind", kind);
        fields.put("metadata", metadata);
        return fields;
    }
}
