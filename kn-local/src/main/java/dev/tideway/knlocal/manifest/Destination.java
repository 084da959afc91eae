package dev.tideway.knlocal.manifest;

import java.net.URI;
import java.util.Optional;

/// Where events go (`duck.knative.dev/v1` Destination): a named resource, or an address.
public sealed interface Destination {
    /// `path` is the relative `uri` that may stand beside a `ref`.
    record Ref(String apiVersion, String kind, Key key, Optional<URI> path, Place place)
            implements Destination {}

    /// Absolute, with a host.
    record Address(URI uri, Place place) implements Destination {}
}
