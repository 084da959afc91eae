package dev.tideway.knlocal.manifest;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/// Where events go (`duck.knative.dev/v1` Destination): a named resource, or an address.
public sealed interface Destination {
    /// `path` is the relative `uri` that may stand beside a `ref`.
    record Ref(String apiVersion, String kind, Key key, Optional<URI> path, Place place)
            implements Destination {
        private static final Set<String> CHANNELS = Set.of("InMemoryChannel", "KafkaChannel");

        /// A channel is one and the same by whatever kind it is named.
        public ObjectRef target() {
            return new ObjectRef(CHANNELS.contains(kind) ? Channel.KIND : kind, key);
        }
    }

    /// Absolute, with a host.
    record Address(URI uri, Place place) implements Destination {}
}
