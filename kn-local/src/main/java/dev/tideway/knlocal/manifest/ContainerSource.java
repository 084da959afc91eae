package dev.tideway.knlocal.manifest;

/// A ContainerSource (`sources.knative.dev/v1`): a program that sends events to its `K_SINK`.
public record ContainerSource(
        Key key, Program program, Destination sink, Overrides overrides, Place place)
        implements Source {
    public static final String KIND = "ContainerSource";

    @Override
    public ObjectRef ref() {
        return new ObjectRef(KIND, key);
    }
}
