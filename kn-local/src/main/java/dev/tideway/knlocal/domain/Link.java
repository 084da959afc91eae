package dev.tideway.knlocal.domain;

import dev.tideway.knlocal.filter.Filter;
import dev.tideway.knlocal.filter.OfType;
import dev.tideway.knlocal.manifest.Destination;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.Place;
import java.util.Optional;
import java.util.Set;

/// A way from a broker or channel to whoever gets its events: a Trigger, or a Subscription.
///
/// @param hub the broker or channel
public record Link(
        ObjectRef ref, ObjectRef hub, Filter filter, Destination subscriber, Place place) {
    private static final String SERVICE = "Service";

    /// The function at its end, if it is one.
    public Optional<Key> function() {
        return functionOf(subscriber);
    }

    /// The function that it names, if it names one.
    public static Optional<Key> functionOf(Destination destination) {
        return destination instanceof Destination.Ref ref && ref.kind().equals(SERVICE)
                ? Optional.of(ref.key())
                : Optional.empty();
    }

    public boolean mayCarry(String type) {
        return OfType.possible(filter, type);
    }

    /// The types it names; empty when it may carry others.
    public Optional<Set<String>> types() {
        return filter.types();
    }
}
