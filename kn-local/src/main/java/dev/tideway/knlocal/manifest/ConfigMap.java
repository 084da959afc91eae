package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Documents;
import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import java.util.Map;
import java.util.Optional;

/// A ConfigMap's texts, each with its line.
record ConfigMap(Key key, Map<String, Text> data, Place place) {
    static ConfigMap of(Resource resource) {
        var fields = resource.fields();
        var data = fields.fields("data").map(Fields::strings).orElse(Map.of());
        fields.skip("binaryData", "immutable");
        fields.done();
        return new ConfigMap(resource.key(), data, resource.place());
    }

    /// The YAML document that is the text under a key; what is wrong with it is reported as the ConfigMap's.
    Optional<Fields> document(String key, Findings findings) {
        var text = data.get(key);
        if (text == null) {
            return Optional.empty();
        }
        // The text of a block scalar begins on the line after its key.
        var parsed = Documents.parse(text.value(), text.line() + 1);
        var report = findings.in(place.file());
        parsed.faults()
                .forEach(fault -> report.problem(fault.line(), "data." + key, fault.message(), ""));
        return parsed.nodes().stream()
                .findFirst()
                .flatMap(node ->
                        Fields.of(
                                node,
                                (line, inner, message, mend) ->
                                        report.problem(
                                                line,
                                                "data." + key + ": " + inner,
                                                message,
                                                mend)));
    }

    Place at(Text text) {
        return new Place(place.file(), text.line());
    }
}
