package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A document that is a Kubernetes resource: what all of them share, and the fields that are still to be read.
record Resource(
        Kinds.Handled kind,
        String kindName,
        Key key,
        Map<String, Text> labels,
        Map<String, Text> annotations,
        Fields fields,
        Path file) {
    private static final Pattern NAME =
            Pattern.compile(
                    "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*");
    private static final String WRITTEN_BY_THE_CLUSTER[] = {
        "creationTimestamp",
        "uid",
        "resourceVersion",
        "generation",
        "managedFields",
        "ownerReferences",
        "finalizers",
        "selfLink",
        "deletionTimestamp",
        "deletionGracePeriodSeconds"
    };

    Place place() {
        return new Place(file, fields.line());
    }

    Place at(int line) {
        return new Place(file, line);
    }

    /// Its `spec`, which must be there and be all there is.
    Optional<Fields> spec() {
        if (!fields.has("spec")) {
            fields.problem("spec", "is missing", "");
        }
        var spec = fields.fields("spec");
        fields.done();
        return spec;
    }

    Origin origin(Findings findings) {
        return new Origin(file, key.namespace(), findings);
    }

    /// Reads `metadata`; `apiVersion` and `kind` are known by now.
    static Optional<Resource> of(
            Fields fields, Kinds.Handled kind, String kindName, String namespace, Path file) {
        fields.skip("apiVersion", "kind", "status");
        if (!fields.has("metadata")) {
            fields.problem("metadata", "is missing", "");
        }
        return fields.fields("metadata")
                .flatMap(metadata -> {
                    var name = name(metadata, "name", metadata.required("name"));
                    var given = name(metadata, "namespace", metadata.string("namespace"));
                    var annotations =
                            metadata.fields("annotations").map(Fields::strings).orElse(Map.of());
                    var labels = metadata.fields("labels").map(Fields::strings).orElse(Map.of());
                    metadata.skip(WRITTEN_BY_THE_CLUSTER);
                    metadata.done();
                    return name.map(it ->
                            new Resource(
                                    kind,
                                    kindName,
                                    new Key(given.orElse(namespace), it),
                                    labels,
                                    annotations,
                                    fields,
                                    file));
                });
    }

    private static Optional<String> name(Fields metadata, String key, Optional<Text> given) {
        var valid =
                given.map(Text::value)
                        .filter(it -> it.length() <= 253 && NAME.matcher(it).matches());
        if (given.isPresent() && valid.isEmpty()) {
            metadata.problem(
                    key,
                    "is " + given.get().value() + ", which is no name in Kubernetes",
                    "use small letters, digits, - and .");
        }
        return valid;
    }
}
