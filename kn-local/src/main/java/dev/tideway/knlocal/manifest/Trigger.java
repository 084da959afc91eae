package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.filter.Filter;
import java.util.Optional;

/// A Trigger (`eventing.knative.dev/v1`). `delivery` replaces the Broker's as a whole when present.
/// `filter` is the one that counts: `spec.filters` when it is not empty, else `spec.filter`. `group` is the consumer
/// group under which its place in the log is kept.
public record Trigger(
        Key key,
        Key broker,
        Filter filter,
        Destination subscriber,
        Optional<Delivery> delivery,
        Order order,
        String group,
        Place place) {
    public static final String KIND = "Trigger";

    public ObjectRef ref() {
        return new ObjectRef(KIND, key);
    }

    /// `kafka.eventing.knative.dev/delivery.order`.
    public enum Order {
        ORDERED,
        UNORDERED
    }
}
