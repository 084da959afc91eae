package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Fields;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// Reads a Destination (`duck.knative.dev/v1`): `ref`, `uri`, or a relative `uri` beside a `ref`.
final class DestinationReader {
    private DestinationReader() {}

    static Optional<Destination> read(Fields holder, String key, Origin origin) {
        return holder.fields(key).flatMap(fields -> inline(fields, origin));
    }

    /// One whose fields stand among others, which have been read before.
    static Optional<Destination> inline(Fields fields, Origin origin) {
        var ref = fields.fields("ref");
        var uri = uri(fields);
        fields.skip("CACerts", "audience");
        fields.done();
        if (ref.isPresent()) {
            if (uri.filter(URI::isAbsolute).isPresent()) {
                fields.problem(
                        "uri",
                        "is absolute beside a ref, which Knative refuses",
                        "keep one of the two");
            }
            return ref.flatMap(it -> ref(it, uri, origin));
        }
        if (!fields.has("uri")) {
            fields.problem("", "names no one", "give it a ref or a uri");
        }
        return uri.flatMap(it -> address(fields, it, origin));
    }

    private static Optional<URI> uri(Fields fields) {
        var text = fields.string("uri");
        try {
            return text.isPresent() ? Optional.of(new URI(text.get().value())) : Optional.empty();
        } catch (URISyntaxException e) {
            fields.problem("uri", "is not a URI: " + e.getReason(), "");
            return Optional.empty();
        }
    }

    private static Optional<Destination> address(Fields fields, URI uri, Origin origin) {
        if (!uri.isAbsolute() || uri.getHost() == null) {
            fields.problem("uri", "is " + uri + ", wanted an absolute URI with a host", "");
            return Optional.empty();
        }
        return Optional.of(new Destination.Address(uri, origin.at(fields.line("uri"))));
    }

    private static Optional<Destination> ref(Fields ref, Optional<URI> path, Origin origin) {
        if (ref.has("group")) {
            ref.problem(
                    "group",
                    "is refused by Knative unless its alpha feature kreference-group is on",
                    "use apiVersion");
        }
        ref.skip("group", "address");
        var apiVersion = ref.required("apiVersion");
        var kind = ref.required("kind");
        var name = ref.required("name");
        var namespace = ref.string("namespace").map(Fields.Text::value).orElse(origin.namespace());
        ref.done();
        if (apiVersion.isEmpty() || kind.isEmpty() || name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Destination.Ref(
                        apiVersion.get().value(),
                        kind.get().value(),
                        new Key(namespace, name.get().value()),
                        path,
                        origin.at(name.get().line())));
    }
}
