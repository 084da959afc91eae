package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import java.util.Map;

/// A ConfigMap's texts, each with its line.
record ConfigMap(Key key, Map<String, Text> data, Place place) {
    static ConfigMap of(Resource resource) {
        var fields = resource.fields();
        var data = fields.fields("data").map(Fields::strings).orElse(Map.of());
        fields.skip("binaryData", "immutable");
        fields.done();
        return new ConfigMap(resource.key(), data, resource.place());
    }

    Place at(Text text) {
        return new Place(place.file(), text.line());
    }
}
