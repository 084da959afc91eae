package dev.tideway.knlocal.dispatch;

import dev.tideway.knlocal.filter.Filter;
import dev.tideway.knlocal.manifest.Delivery;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.Trigger;

/// A Trigger or a Subscription as a data plane sees it: its events' way out, with everything filled in that it leaves to
/// its broker or channel.
///
/// @param ref what it is
/// @param group the consumer group under which its place in the log is kept
public record Egress(
        ObjectRef ref,
        String group,
        Filter filter,
        Trigger.Order order,
        Delivery delivery,
        Routes routes) {
    /// The same, but one event of a partition after the other.
    Egress ordered() {
        return new Egress(ref, group, filter, Trigger.Order.ORDERED, delivery, routes);
    }
}
