package dev.tideway.knlocal.manifest;

import java.util.Set;

/// A SinkBinding (`sources.knative.dev/v1`): gives `K_SINK` to programs that know of no sink.
///
/// @param functions those of this runner that it binds
public record SinkBinding(
        Key key, Set<Key> functions, Destination sink, Overrides overrides, Place place)
        implements Source {
    public static final String KIND = "SinkBinding";

    public SinkBinding {
        functions = Set.copyOf(functions);
    }

    @Override
    public ObjectRef ref() {
        return new ObjectRef(KIND, key);
    }
}
