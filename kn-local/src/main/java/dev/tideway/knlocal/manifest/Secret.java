package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// A Secret's values as text; never shown.
public record Secret(Key key, Map<String, String> values, Place place) {
    public Secret {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    static Secret of(Resource resource) {
        var fields = resource.fields();
        var values = new LinkedHashMap<String, String>();
        fields.fields("data")
                .ifPresent(data ->
                        data.strings().forEach((key, text) -> decode(data, key, text, values)));
        fields.fields("stringData")
                .ifPresent(data ->
                        data.strings().forEach((key, text) -> values.put(key, text.value())));
        fields.skip("type", "immutable");
        fields.done();
        return new Secret(resource.key(), values, resource.place());
    }

    private static void decode(Fields data, String key, Text text, Map<String, String> values) {
        try {
            var bytes = Base64.getDecoder().decode(text.value().replaceAll("\\s", ""));
            values.put(key, new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            data.problem(key, "is not base64", "plain text belongs in stringData");
        }
    }

    @Override
    public String toString() {
        return "Secret " + key + " with " + values.keySet();
    }
}
