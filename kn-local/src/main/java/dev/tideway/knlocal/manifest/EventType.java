package dev.tideway.knlocal.manifest;

import java.util.Optional;

/// An EventType (`eventing.knative.dev`) of the manifests: what is said to be sent.
///
/// @param reference what it is sent to, as far as that is said
public record EventType(
        Key key, String type, Optional<String> source, Optional<ObjectRef> reference) {}
