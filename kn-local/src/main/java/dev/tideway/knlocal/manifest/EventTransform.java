package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.jsonata.Expression;
import java.net.URI;
import java.util.Optional;

/// An EventTransform (`eventing.knative.dev/v1alpha1`): answers an event with what a JSONata expression makes of it, or
/// sends that on.
///
/// @param sink where the result is sent; without one it is the answer
/// @param reply what is made of the sink's answer
public record EventTransform(
        Key key, Expression expression, Optional<Destination> sink, Reply reply, Place place)
        implements Sink {
    public static final String KIND = "EventTransform";

    public sealed interface Reply {
        record Unchanged() implements Reply {}

        record Transformed(Expression expression) implements Reply {}

        record Discarded() implements Reply {}
    }

    @Override
    public ObjectRef ref() {
        return new ObjectRef(KIND, key);
    }

    @Override
    public URI address() {
        return Addressables.ofService(new Key(key.namespace(), key.name() + "-jsonata"));
    }
}
